import type { Json } from '../../operation.ts';
import type { ContainerInput, DefinitionInput, PortMappingInput, VolumeInput } from './definition-input.ts';

/**
 * What AWS keeps of a registration: the given members, with those filled in that a container always has (recorded), and
 * the defaults of nested members (API reference; live observations of other tools). What is not filled in stays absent,
 * also where the documentation speaks of a default (networkMode, runtimePlatform: recorded).
 */
export function readBack(input: DefinitionInput): Json {
  const {
    containerDefinitions,
    volumes = [],
    placementConstraints = [],
    proxyConfiguration,
    tags: _tags,
    ...rest
  } = input;
  return {
    ...rest,
    containerDefinitions: containerDefinitions.map((container) => containerReadBack(container, input.networkMode)),
    volumes: volumes.map(volumeReadBack),
    placementConstraints: [...placementConstraints],
    ...(proxyConfiguration === undefined ? {} : { proxyConfiguration: { type: 'APPMESH', ...proxyConfiguration } }),
  };
}

function containerReadBack(container: ContainerInput, networkMode: string | undefined): Json {
  return {
    ...container,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    portMappings: (container.portMappings ?? []).map((mapping) => portReadBack(mapping, networkMode)),
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    volumesFrom: container.volumesFrom ?? [],
    systemControls: (container as Json)['systemControls'] ?? [],
    ...links(container),
    ...healthCheck(container),
    ...linuxParameters(container),
  };
}

function portReadBack(mapping: PortMappingInput, networkMode: string | undefined): Json {
  const same = networkMode === 'awsvpc' || networkMode === 'host';
  if (mapping.containerPortRange !== undefined) return { protocol: 'tcp', ...mapping };
  const hostPort = same ? mapping.containerPort : (mapping.hostPort ?? 0);
  return { protocol: 'tcp', ...mapping, hostPort };
}

/** Links come back sorted (live observation). */
function links({ links: given }: ContainerInput): Json {
  return given === undefined ? {} : { links: [...given].sort() };
}

function healthCheck({ healthCheck: given }: ContainerInput): Json {
  return given === undefined ? {} : { healthCheck: { interval: 30, timeout: 5, retries: 3, ...given } };
}

/**
 * Of the Linux parameters only the two lists of `capabilities` are filled, where that member is given (reported by users
 * of Terraform, whose provider compares `linuxParameters` and `logConfiguration` as they are: for those without
 * `capabilities`, `devices`, `tmpfs` or `secretOptions` it finds no difference, so these stay absent). UNKNOWN: what
 * becomes of an empty `capabilities`; it is filled too.
 */
function linuxParameters({ linuxParameters: given }: ContainerInput): Json {
  const capabilities = given?.['capabilities'];
  if (given === undefined || capabilities === undefined) return {};
  return { linuxParameters: { ...given, capabilities: { add: [], drop: [], ...(capabilities as Json) } } };
}

function volumeReadBack(volume: VolumeInput): Json {
  const { dockerVolumeConfiguration: docker, efsVolumeConfiguration: efs } = volume;
  if (docker !== undefined) {
    return { ...volume, dockerVolumeConfiguration: { scope: 'task', driver: 'local', ...docker } };
  }
  if (efs !== undefined) return { ...volume, efsVolumeConfiguration: { rootDirectory: '/', ...efs } };
  const isPlain = Object.keys(volume).every((key) => key === 'name');
  return isPlain ? { ...volume, host: {} } : { ...volume };
}
