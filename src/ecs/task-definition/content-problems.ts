import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { ResolvedTaskDefinition } from './register-input.ts';

/**
 * Why ECS is sure to refuse the content, in plain words; empty when nothing speaks against it. Only what looks across
 * containers or compares long lists, which is beyond CEL's cost limit; the rest is refused by the API server.
 *
 * AWS rules: API reference of RegisterTaskDefinition (ContainerDefinition, ContainerDependency, PortMapping, Secret).
 */
export function contentProblems(content: ResolvedTaskDefinition): readonly string[] {
  const containers = content.containerDefinitions ?? [];
  return [
    ...circles(containers),
    ...containers.flatMap(twiceNamedVariables),
    ...containers.flatMap((container) => unknownVolumes(container, content)),
    ...containers.flatMap((container) => unknownSources(container, containers)),
    ...twiceMappedPorts(content),
  ];
}

/** Containers that wait for each other would never start. */
function circles(containers: readonly ContainerDefinition[]): string[] {
  const waitsFor = new Map(
    containers.map(({ name = '', dependsOn = [] }) => [name, dependsOn.map(({ containerName = '' }) => containerName)]),
  );
  for (const name of waitsFor.keys()) {
    const circle = wayBack(name, waitsFor);
    if (circle !== undefined) return [`\`dependsOn\` goes round: ${circle.join(' → ')}`];
  }
  return [];
}

/** The way from a container over those that it waits for back to itself. */
function wayBack(start: string, waitsFor: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const seen = new Set<string>();
  const search = (way: readonly string[]): string[] | undefined => {
    for (const next of waitsFor.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = search([...way, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search([start]);
}

function twiceNamedVariables({ name, environment = [], secrets = [] }: ContainerDefinition): string[] {
  const plain = new Set(environment.map((variable) => variable.name));
  const twice = secrets.flatMap((secret) => (secret.name !== undefined && plain.has(secret.name) ? [secret.name] : []));
  if (twice.length === 0) return [];
  return [`container ${name} has ${twice.join(', ')} both in \`secrets\` and in \`environment\``];
}

function unknownVolumes({ name, mountPoints = [] }: ContainerDefinition, { volumes = [] }: ResolvedTaskDefinition) {
  const known = new Set(volumes.map((volume) => volume.name));
  const unknown = mountPoints.flatMap(({ sourceVolume }) =>
    sourceVolume === undefined || known.has(sourceVolume) ? [] : [sourceVolume],
  );
  return unknown.length === 0
    ? []
    : [`container ${name} mounts ${unknown.join(', ')}, which \`volumes\` does not have`];
}

function unknownSources({ name, volumesFrom = [] }: ContainerDefinition, containers: readonly ContainerDefinition[]) {
  const unknown = volumesFrom.flatMap(({ sourceContainer }) =>
    sourceContainer === undefined || containers.some((other) => other.name === sourceContainer)
      ? []
      : [sourceContainer],
  );
  if (unknown.length === 0) return [];
  return [`container ${name} takes \`volumesFrom\` ${unknown.join(', ')}, which is no container of the task`];
}

/** In network modes awsvpc and host the containers of a task share their ports. */
function twiceMappedPorts({ networkMode, containerDefinitions = [] }: ResolvedTaskDefinition): string[] {
  if (networkMode !== 'awsvpc' && networkMode !== 'host') return [];
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { containerPort, protocol = 'tcp' } of containerDefinitions.flatMap(
    ({ portMappings = [] }) => portMappings,
  )) {
    const port = `${containerPort}/${protocol}`;
    if (containerPort !== undefined && containerPort !== 0 && seen.has(port)) twice.add(port);
    seen.add(port);
  }
  if (twice.size === 0) return [];
  return [
    `port ${[...twice].join(', ')} is mapped twice; with \`networkMode\` ${networkMode} containers share their ports`,
  ];
}
