import {
  ApplicationProtocol,
  Compatibility,
  ContainerCondition,
  EnvironmentFileType,
  FirelensConfigurationType,
  IpcMode,
  LogDriver,
  NetworkMode,
  PidMode,
  Scope,
  UlimitName,
  VersionConsistency,
} from '@aws-sdk/client-ecs';
import { clientException } from './client-exception.ts';
import type { ContainerInput, DefinitionInput } from './definition-input.ts';

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
  const { networkMode, ipcMode, pidMode, requiresCompatibilities = [], volumes = [] } = input;
  return [
    [networkMode, NetworkMode, 'Invalid network mode'],
    [ipcMode, IpcMode, 'Invalid ipcMode'],
    [pidMode, PidMode, 'Invalid pidMode'],
    ...requiresCompatibilities.map((item): Check => [item, Compatibility, 'Invalid compatibility']),
    ...volumes.map(({ dockerVolumeConfiguration }): Check => [
      dockerVolumeConfiguration?.scope,
      Scope,
      'Invalid scope',
    ]),
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
    ...environmentFiles.map(({ type }): Check => [type, EnvironmentFileType, 'Invalid environment file type']),
  ];
}
