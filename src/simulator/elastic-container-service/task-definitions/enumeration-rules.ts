import {
  ApplicationProtocol,
  Compatibility,
  ContainerCondition,
  CPUArchitecture,
  EFSTransitEncryption,
  EnvironmentFileType,
  FirelensConfigurationType,
  IpcMode,
  LogDriver,
  NetworkMode,
  OSFamily,
  PidMode,
  ProxyConfigurationType,
  ResourceType,
  Scope,
  TaskDefinitionPlacementConstraintType,
  UlimitName,
  VersionConsistency,
} from '@aws-sdk/client-ecs';
import { clientException } from './client-exception.ts';
import type { ContainerInput, DefinitionInput, VolumeInput } from './definition-input.ts';

type Enumeration = Readonly<Record<string, string>>;

/** A value with what it may be, and the words of the refusal. */
type Check = readonly [value: string | undefined, allowed: Enumeration, words: string];

/**
 * Refuses texts outside the enumerations of the service model. An empty text is outside too.
 *
 * UNKNOWN: the words, but for compatibilities.
 *
 * @throws AwsFault ClientException
 */
export function checkEnumerations(input: DefinitionInput): void {
  for (const [value, allowed, words] of [
    ...taskChecks(input),
    ...input.containerDefinitions.flatMap(containerChecks),
  ]) {
    if (value === undefined || Object.values(allowed).includes(value)) continue;
    throw clientException(`${words}: ${value}`);
  }
}

function taskChecks(input: DefinitionInput): Check[] {
  const { networkMode, ipcMode, pidMode, requiresCompatibilities = [], placementConstraints = [] } = input;
  return [
    [networkMode, NetworkMode, 'Invalid network mode'],
    [ipcMode, IpcMode, 'Invalid ipcMode'],
    [pidMode, PidMode, 'Invalid pidMode'],
    ...requiresCompatibilities.map((item): Check => [item, Compatibility, 'Invalid compatibility']),
    [input.runtimePlatform?.cpuArchitecture, CPUArchitecture, 'Invalid cpuArchitecture'],
    [input.runtimePlatform?.operatingSystemFamily, OSFamily, 'Invalid operatingSystemFamily'],
    [input.proxyConfiguration?.type, ProxyConfigurationType, 'Invalid proxy configuration type'],
    ...placementConstraints.map(({ type }): Check => [
      type,
      TaskDefinitionPlacementConstraintType,
      'Invalid placement constraint type',
    ]),
    ...(input.volumes ?? []).flatMap(volumeChecks),
  ];
}

function volumeChecks({ dockerVolumeConfiguration: docker, efsVolumeConfiguration: efs }: VolumeInput): Check[] {
  return [
    [docker?.scope, Scope, 'Invalid scope'],
    [efs?.transitEncryption, EFSTransitEncryption, 'Invalid transitEncryption'],
  ];
}

function containerChecks(container: ContainerInput): Check[] {
  const { portMappings = [], dependsOn = [], ulimits = [], environmentFiles = [] } = container;
  return [
    [container.versionConsistency, VersionConsistency, 'Invalid versionConsistency'],
    [container.logConfiguration?.logDriver, LogDriver, 'Invalid log driver'],
    [container.firelensConfiguration?.type, FirelensConfigurationType, 'Invalid firelens type'],
    ...portMappings.map(({ appProtocol }): Check => [appProtocol, ApplicationProtocol, 'Invalid appProtocol']),
    ...dependsOn.map(({ condition }): Check => [condition, ContainerCondition, 'Invalid dependency condition']),
    ...ulimits.map(({ name }): Check => [name, UlimitName, 'Invalid ulimit name']),
    ...(container.resourceRequirements ?? []).map(({ type }): Check => [type, ResourceType, 'Invalid resource type']),
    ...environmentFiles.map(({ type }): Check => [type, EnvironmentFileType, 'Invalid environment file type']),
  ];
}
