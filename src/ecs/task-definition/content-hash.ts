import { canonicalJson, HASH_VERSION, versionedHash } from '../hash.ts';
import type { ResolvedTaskDefinition } from './register-input.ts';

type Json = Record<string, unknown>;

/**
 * The content hash of a resolved task definition, `v<N>:<sha256>`. Two specs that AWS reads as the same content have
 * the same hash: defaults that AWS fills in are filled in (containers are essential, ports are tcp, `1 vCPU` is 1024,
 * Docker volumes are local), lists whose order AWS does not keep are sorted, empty lists are as good as absent.
 *
 * AWS rules: RegisterTaskDefinition's documented defaults and the read-back recorded from ECS.
 */
export function taskDefinitionHash(resolved: ResolvedTaskDefinition, version: number = HASH_VERSION): string {
  return versionedHash(normaliseTaskDefinition(resolved), version);
}

/** See {@link taskDefinitionHash}. */
export function normaliseTaskDefinition(resolved: ResolvedTaskDefinition): Json {
  const samePorts = resolved.networkMode === 'awsvpc' || resolved.networkMode === 'host';
  const normal: Json = { ...resolved };
  if (resolved.cpu !== undefined) normal.cpu = cpuUnits(resolved.cpu);
  if (resolved.memory !== undefined) normal.memory = memoryMib(resolved.memory);
  normal.requiresCompatibilities = [...(resolved.requiresCompatibilities ?? [])].toSorted();
  const containers = (resolved.containerDefinitions ?? []) as Json[];
  normal.containerDefinitions = byKey(
    containers.map((container) => normaliseContainer(container, samePorts)),
    'name',
  );
  normal.volumes = byKey(((resolved.volumes ?? []) as Json[]).map(normaliseVolume), 'name');
  normal.proxyConfiguration = normaliseProxy(resolved.proxyConfiguration as Json | undefined);
  return withoutEmptyLists(normal);
}

function normaliseContainer(container: Json, samePorts: boolean): Json {
  const normal: Json = { ...container, essential: container.essential ?? true };
  if (normal.cpu === 0) delete normal.cpu;
  normal.environment = byKey(listOf(container.environment), 'name');
  normal.secrets = byKey(listOf(container.secrets), 'name');
  normal.portMappings = byContent(listOf(container.portMappings).map((port) => normalisePort(port, samePorts)));
  normal.volumesFrom = byContent(listOf(container.volumesFrom));
  normal.links = byContent(listOf(container.links));
  normal.healthCheck = normaliseHealthCheck(container.healthCheck as Json | undefined);
  normal.logConfiguration = normaliseLogging(container.logConfiguration as Json | undefined);
  normal.linuxParameters = normaliseLinux(container.linuxParameters as Json | undefined);
  return withoutEmptyLists(normal);
}

function normalisePort(port: Json, samePorts: boolean): Json {
  const normal: Json = { ...port, protocol: port.protocol ?? 'tcp' };
  if (normal.hostPort === 0) delete normal.hostPort;
  if (samePorts && normal.hostPort === undefined && normal.containerPort !== undefined) {
    normal.hostPort = normal.containerPort;
  }
  return normal;
}

function normaliseHealthCheck(check: Json | undefined): Json | undefined {
  return check === undefined ? undefined : { interval: 30, timeout: 5, retries: 3, ...check };
}

function normaliseLogging(logging: Json | undefined): Json | undefined {
  if (logging === undefined) return undefined;
  return withoutEmptyLists({ ...logging, secretOptions: byKey(listOf(logging.secretOptions), 'name') });
}

function normaliseLinux(linux: Json | undefined): Json | undefined {
  if (linux === undefined) return undefined;
  return withoutEmptyLists({ ...linux, capabilities: withoutEmptyLists((linux.capabilities ?? {}) as Json) });
}

function normaliseVolume(volume: Json): Json {
  const { host = {}, ...rest } = volume;
  const docker = volume.dockerVolumeConfiguration as Json | undefined;
  const efs = volume.efsVolumeConfiguration as Json | undefined;
  return {
    ...rest,
    ...(Object.keys(host as Json).length > 0 ? { host } : {}),
    ...(docker && { dockerVolumeConfiguration: { scope: 'task', driver: 'local', ...docker } }),
    ...(efs && { efsVolumeConfiguration: { rootDirectory: '/', ...efs } }),
  };
}

function normaliseProxy(proxy: Json | undefined): Json | undefined {
  if (proxy === undefined) return undefined;
  return withoutEmptyLists({ type: 'APPMESH', ...proxy, properties: byKey(listOf(proxy.properties), 'name') });
}

/** `1 vCPU` and `.5 vcpu` as CPU units, as RegisterTaskDefinition reads them; anything else as it is. */
function cpuUnits(cpu: string): string {
  return inUnits(cpu, /^\s*([0-9.]+)\s*vcpu\s*$/i);
}

/** `2 GB` as MiB, as RegisterTaskDefinition reads it; anything else as it is. */
function memoryMib(memory: string): string {
  return inUnits(memory, /^\s*([0-9.]+)\s*gb\s*$/i);
}

function inUnits(text: string, pattern: RegExp): string {
  const amount = Number(pattern.exec(text)?.[1]);
  return Number.isFinite(amount) && amount > 0 ? String(Math.round(amount * 1024)) : text.trim();
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function byKey(list: readonly Json[], key: string): Json[] {
  return [...list].sort((a, b) => compareText(a[key], b[key]));
}

/** A list that ECS reads back in an order of its own. */
function byContent(list: readonly unknown[]): Json[] {
  return [...(list as Json[])].sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
}

function compareText(a: unknown, b: unknown): number {
  if (typeof a !== 'string' || typeof b !== 'string' || a === b) return 0;
  return a < b ? -1 : 1;
}

function withoutEmptyLists(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
}
