import { clientException } from './client-exception.ts';
import type { ContainerInput, PortMappingInput } from './definition-input.ts';

/**
 * Refuses port mappings that no host could have, or that the network mode does not allow.
 *
 * @throws AwsFault ClientException
 */
export function checkPorts(container: ContainerInput, networkMode: string | undefined): void {
  const mappings = container.portMappings ?? [];
  for (const mapping of mappings) {
    checkNumbers(mapping, container.name ?? '');
    checkSamePort(mapping, networkMode);
  }
  if (networkMode === 'awsvpc') checkOwnNetwork(container);
  if (networkMode === 'none' && mappings.length > 0) {
    // UNKNOWN: the words. The API reference has the rule.
    throw clientException('Port mappings are not supported when networkMode=none.');
  }
}

/** UNKNOWN: the words for host names and extra hosts, made after those for links (reported). */
function checkOwnNetwork({ links = [], hostname, extraHosts = [] }: ContainerInput): void {
  const refuse = (what: string): never => {
    throw clientException(`${what} are not supported when networkMode=awsvpc.`);
  };
  if (links.length > 0) refuse('Links');
  if (hostname !== undefined) refuse('Host names');
  if (extraHosts.length > 0) refuse('Extra hosts');
}

function checkNumbers(mapping: PortMappingInput, container: string): void {
  const { containerPort, hostPort = 0, containerPortRange, protocol = 'tcp' } = mapping;
  const refuse = (member: string): never => {
    throw clientException(`Invalid '${member}' setting for container '${container}'.`);
  };
  if (containerPortRange === undefined && !isPort(containerPort)) refuse('containerPort');
  if (hostPort !== 0 && !isPort(hostPort)) refuse('hostPort');
  if (protocol !== 'tcp' && protocol !== 'udp') refuse('protocol');
}

function isPort(port: number | undefined): boolean {
  return port !== undefined && port >= 1 && port <= 65_535;
}

function checkSamePort({ hostPort = 0, containerPort }: PortMappingInput, networkMode: string | undefined): void {
  if (networkMode !== 'awsvpc' && networkMode !== 'host') return;
  if (hostPort === 0 || hostPort === containerPort) return;
  throw clientException(
    `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`,
  );
}

/**
 * Refuses two mappings of one port of the host; in awsvpc and host mode that is the container's port.
 *
 * @throws AwsFault ClientException
 */
export function checkHostPorts(containers: readonly ContainerInput[], networkMode: string | undefined): void {
  const isSame = networkMode === 'awsvpc' || networkMode === 'host';
  const seen = new Set<string>();
  for (const mapping of containers.flatMap(({ portMappings = [] }) => portMappings)) {
    const hostPort = isSame ? mapping.containerPort : mapping.hostPort;
    if (hostPort === undefined || hostPort === 0) continue;
    const key = `${(mapping.protocol ?? 'tcp').toUpperCase()} host port '${hostPort}'`;
    if (seen.has(key)) throw clientException(`${key} is mapped multiple times in task.`);
    seen.add(key);
  }
}
