import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { AwsFault } from '../../operation.ts';
import type { Context, World } from '../../world.ts';
import type { Tag, TaskDefinitionRevision } from '../state.ts';
import { findRevision } from '../task-definitions/find-revision.ts';

/** What services read of a task definition. */
export interface Definition {
  readonly arn: string;
  readonly family: string;
  readonly networkMode: string | undefined;
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  readonly architecture: string | undefined;
  readonly operatingSystem: string | undefined;
  readonly ephemeralStorageGiB: number;
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string | undefined;
  readonly compatibilities: readonly string[];
  readonly containers: readonly ContainerDefinition[];
  /** Names of the volumes that a service configures at launch. */
  readonly launchVolumes: readonly string[];
  /** Ids of the file systems of Amazon EFS that its volumes are. */
  readonly fileSystems: readonly string[];
  readonly tags: readonly Tag[];
}

function revisionByArn(world: World, arn: string): TaskDefinitionRevision | undefined {
  const match = /:task-definition\/(.+):(\d+)$/.exec(arn);
  return match === null ? undefined : world.ecs.families.get(match[1] ?? '')?.revisions.get(Number(match[2]));
}

/** A definition that a revision of a service names. It stays readable when it has been deregistered. */
export function definitionOf(world: World, arn: string): Definition {
  const revision = revisionByArn(world, arn);
  if (revision === undefined) throw new Error(`the task definition ${arn} is not there`);
  return read(revision);
}

/**
 * Finds what `taskDefinition` of CreateService or UpdateService names: `family` (its newest ACTIVE revision),
 * `family:revision` or a full ARN.
 * @throws AwsFault ClientException when it is not there, or not ACTIVE (recorded texts)
 */
export function resolveDefinition(context: Context, reference: string): Definition {
  const revision = findRevision(context, reference);
  if (revision === undefined) throw new AwsFault('ClientException', 'TaskDefinition not found.');
  if (revision.status !== 'ACTIVE') throw new AwsFault('ClientException', 'TaskDefinition is inactive');
  return read(revision);
}

function read(revision: TaskDefinitionRevision): Definition {
  const definition = revision.definition as Partial<RegisterTaskDefinitionRequest> & { compatibilities?: string[] };
  return {
    arn: revision.arn,
    family: revision.family,
    networkMode: definition.networkMode,
    cpu: definition.cpu,
    memory: definition.memory,
    architecture: definition.runtimePlatform?.cpuArchitecture,
    operatingSystem: definition.runtimePlatform?.operatingSystemFamily,
    ephemeralStorageGiB: definition.ephemeralStorage?.sizeInGiB ?? 20,
    taskRoleArn: definition.taskRoleArn,
    executionRoleArn: definition.executionRoleArn,
    compatibilities: definition.compatibilities ?? [],
    containers: definition.containerDefinitions ?? [],
    launchVolumes: (definition.volumes ?? []).flatMap((volume) =>
      volume.configuredAtLaunch === true ? [volume.name ?? ''] : [],
    ),
    fileSystems: (definition.volumes ?? []).flatMap((volume) => volume.efsVolumeConfiguration?.fileSystemId ?? []),
    tags: revision.tags,
  };
}
