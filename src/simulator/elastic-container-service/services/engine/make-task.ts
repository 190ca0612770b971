import { createHash } from 'node:crypto';
import type { ContainerDefinition, ServiceVolumeConfiguration } from '@aws-sdk/client-ecs';
import { hexDigits, uuid } from '../../../identifiers.ts';
import type { ContainerInstance } from '../../container-instances/instance-record.ts';
import { requirementOf } from '../../container-instances/requirement.ts';
import type { Definition } from '../task-definitions.ts';
import type { TaskContainer, TaskRecord } from '../task-record.ts';
import { decideFate } from './decide-fate.ts';
import { taskPace } from './delays.ts';
import type { Surroundings } from './scene.ts';
import type { TaskBlueprint } from './task-blueprint.ts';

/** Makes a task: PROVISIONING, with its whole life planned. It is in the world from now on. */
export function makeTask(surroundings: Surroundings, blueprint: TaskBlueprint): TaskRecord {
  const { definition, clusterArn, at } = blueprint;
  const id = hexDigits(surroundings.random, 32);
  const arn = `${clusterArn.replace(':cluster/', ':task/')}/${id}`;
  const containers = definition.containers.map((container) => newContainer(surroundings, container, arn));
  const task: TaskRecord = {
    arn,
    id,
    clusterArn,
    taskDefinitionArn: definition.arn,
    ...blueprint.owner,
    ...sizeOf(definition),
    ...blueprint.compute,
    ...placeOf(surroundings, blueprint),
    volumes: (blueprint.volumes ?? []).map((volume) => attachVolume(surroundings, volume)),
    containers,
    attachmentStatus: 'PRECREATED',
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    version: 1,
    createdAt: at,
    hasHealthCheck: containers.some((container) => container.essential && container.healthChecked),
    pace: { ...taskPace(surroundings, blueprint.instance !== undefined) },
    plan: [],
  };
  if (blueprint.instance !== undefined) putOnInstance(task, blueprint.instance, definition);
  decideFate(surroundings, task, blueprint);
  surroundings.world.services.tasks.set(arn, task);
  return task;
}

/** A task on an instance takes room there, and shows the size that it takes. */
function putOnInstance(task: TaskRecord, instance: ContainerInstance, definition: Definition): void {
  const reserved = requirementOf(definition);
  Object.assign(task, {
    containerInstanceArn: instance.arn,
    availabilityZone: instance.availabilityZone,
    reserved,
    cpu: String(reserved.cpu),
    memory: String(reserved.memory),
  } satisfies Partial<TaskRecord>);
  instance.taskArns = [...instance.taskArns, task.arn];
  if (definition.networkMode === 'awsvpc') return;
  for (const container of task.containers) {
    const { portMappings = [] } = definition.containers.find(({ name }) => name === container.name) ?? {};
    container.bindings = portMappings.map(({ containerPort = 0, hostPort = 0, protocol = 'tcp' }, index) => ({
      containerPort,
      hostPort: hostPort > 0 ? hostPort : EPHEMERAL + ((instance.taskArns.length * 10 + index) % 28_000),
      protocol,
    }));
  }
}

/** Where the ports begin that Docker chooses itself. */
const EPHEMERAL = 32_768;

function sizeOf(
  definition: Definition,
): Pick<TaskRecord, 'family' | 'cpu' | 'memory' | 'architecture' | 'ephemeralStorageGiB'> {
  return {
    family: definition.family,
    cpu: definition.cpu,
    memory: definition.memory,
    architecture: definition.architecture === 'ARM64' ? 'arm64' : 'x86_64',
    ephemeralStorageGiB: definition.ephemeralStorageGiB,
  };
}

function placeOf(
  { random, region }: Surroundings,
  { networkConfiguration, turn }: TaskBlueprint,
): Pick<TaskRecord, 'availabilityZone' | 'subnet' | 'attachment'> {
  const subnets = networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
  return {
    availabilityZone: `${region}${'abc'.charAt(turn % Math.min(3, Math.max(1, subnets.length)))}`,
    subnet: subnets[turn % Math.max(1, subnets.length)],
    attachment: {
      id: uuid(random),
      networkInterfaceId: `eni-${hexDigits(random, 17)}`,
      macAddress: `0e:${hexDigits(random, 10).replace(/(..)(?=.)/g, '$1:')}`,
      address: `10.0.${Math.floor(random() * 256)}.${4 + Math.floor(random() * 250)}`,
    },
  };
}

/** A volume of its own for the task; it goes with the task unless a standalone one says otherwise (documented). */
function attachVolume(
  { random }: Surroundings,
  { name = '', managedEBSVolume }: ServiceVolumeConfiguration,
): NonNullable<TaskRecord['volumes']>[number] {
  const termination = managedEBSVolume as { terminationPolicy?: { deleteOnTermination?: boolean } } | undefined;
  return {
    id: uuid(random),
    name,
    roleArn: managedEBSVolume?.roleArn ?? '',
    deleteOnTermination: termination?.terminationPolicy?.deleteOnTermination ?? true,
  };
}

function newContainer({ random }: Surroundings, container: ContainerDefinition, taskArn: string): TaskContainer {
  return {
    arn: `${taskArn.replace(':task/', ':container/')}/${uuid(random)}`,
    name: container.name ?? '',
    image: container.image ?? '',
    imageDigest: `sha256:${createHash('sha256')
      .update(container.image ?? '')
      .digest('hex')}`,
    runtimeId: `${taskArn.slice(-32)}-${Math.floor(random() * 4_294_967_296)}`,
    cpu: String(container.cpu ?? 0),
    memory: container.memory === undefined ? undefined : String(container.memory),
    essential: container.essential !== false,
    healthChecked: container.healthCheck !== undefined,
    lastStatus: 'PENDING',
    healthStatus: 'UNKNOWN',
    hasRun: false,
  };
}
