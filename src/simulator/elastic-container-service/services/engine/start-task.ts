import { createHash } from 'node:crypto';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { definitionOf, type Definition } from '../task-definitions.ts';
import { hexDigits, uuid } from '../../../identifiers.ts';
import type { DeploymentRecord, RevisionRecord } from '../state.ts';
import type { TaskContainer, TaskRecord } from '../task-record.ts';
import { chooseProvider } from './capacity.ts';
import { fateOf, type Fate } from './fate.ts';
import { primaryOf, revisionOf, tasksOf, type Scene } from './scene.ts';
import { tagsOfTask } from './task-tags.ts';
import { planLife } from './task-plan.ts';

/** Starts one task of a deployment at `at`: PROVISIONING, with its whole life planned. */
export function startTask(scene: Scene, deployment: DeploymentRecord, at: number): TaskRecord {
  const revision = revisionOf(scene, deployment);
  const definition = definitionOf(scene.world, revision.taskDefinition);
  const id = hexDigits(scene.random, 32);
  const arn = `${scene.service.clusterArn.replace(':cluster/', ':task/')}/${id}`;
  const containers = definition.containers.map((container) => newContainer(scene, container, arn));
  const task: TaskRecord = {
    arn,
    id,
    clusterArn: scene.service.clusterArn,
    serviceArn: scene.service.arn,
    serviceName: scene.service.name,
    deploymentId: deployment.id,
    revisionArn: revision.arn,
    taskDefinitionArn: revision.taskDefinition,
    ...sizeOf(definition),
    ...placeOf(scene, revision),
    tags: tagsOfTask(scene, definition),
    containers,
    enableExecuteCommand: scene.service.settings.enableExecuteCommand,
    attachmentStatus: 'PRECREATED',
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    version: 1,
    createdAt: at,
    hasHealthCheck: containers.some((container) => container.essential && container.healthChecked),
    plan: [],
  };
  decideFate(scene, task, definition, revision);
  scene.world.services.tasks.set(arn, task);
  scene.service.taskArns.push(arn);
  return task;
}

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

type Place = Pick<
  TaskRecord,
  | 'launchType'
  | 'capacityProviderName'
  | 'platformVersion'
  | 'platformFamily'
  | 'availabilityZone'
  | 'subnet'
  | 'attachment'
>;

function placeOf(scene: Scene, revision: RevisionRecord): Place {
  const subnets = revision.networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
  const turn = tasksOf(scene).length;
  const active = tasksOf(scene).filter((task) => task.deploymentId === primaryOf(scene.service).id);
  return {
    launchType: revision.launchType ?? 'FARGATE',
    capacityProviderName: chooseProvider(revision.capacityProviderStrategy ?? [], active.length),
    platformVersion: revision.platformVersion,
    platformFamily: revision.platformFamily,
    availabilityZone: `${scene.region}${'abc'.charAt(turn % Math.min(3, Math.max(1, subnets.length)))}`,
    subnet: subnets[turn % Math.max(1, subnets.length)],
    attachment: {
      id: uuid(scene.random),
      networkInterfaceId: `eni-${hexDigits(scene.random, 17)}`,
      macAddress: `0e:${hexDigits(scene.random, 10).replace(/(..)(?=.)/g, '$1:')}`,
      address: `10.0.${Math.floor(scene.random() * 256)}.${4 + Math.floor(scene.random() * 250)}`,
    },
  };
}

function newContainer(scene: Scene, container: ContainerDefinition, taskArn: string): TaskContainer {
  return {
    arn: `${taskArn.replace(':task/', ':container/')}/${uuid(scene.random)}`,
    name: container.name ?? '',
    image: container.image ?? '',
    imageDigest: `sha256:${createHash('sha256')
      .update(container.image ?? '')
      .digest('hex')}`,
    runtimeId: `${taskArn.slice(-32)}-${Math.floor(scene.random() * 4_294_967_296)}`,
    cpu: String(container.cpu ?? 0),
    memory: container.memory === undefined ? undefined : String(container.memory),
    essential: container.essential !== false,
    healthChecked: container.healthCheck !== undefined,
    lastStatus: 'PENDING',
    healthStatus: 'UNKNOWN',
    hasRun: false,
  };
}

/** The worst fate among the containers that count: a pull that fails always does, an exit only of an essential one. */
function decideFate(scene: Scene, task: TaskRecord, definition: Definition, revision: RevisionRecord): void {
  const culprit = (fate: Fate): TaskContainer | undefined =>
    task.containers.find(
      (container) => fateOf(container.image) === fate && (fate === 'cannot-pull' || container.essential),
    );
  const fate =
    (['cannot-pull', 'crash', 'unhealthy'] as const).find((each) => culprit(each) !== undefined) ?? 'healthy';
  const doomed = culprit(fate);
  if (fate !== 'healthy' && doomed !== undefined) {
    task.doomed = { container: doomed.name, reason: reasonOf(fate, doomed.image, revision) };
  }
  const check = definition.containers.find((container) => container.essential !== false && container.healthCheck);
  task.plan = planLife({
    createdAt: task.createdAt,
    fate,
    ...(check?.healthCheck === undefined ? {} : { healthCheck: inMilliseconds(check.healthCheck) }),
    behindBalancer: revision.loadBalancers.length > 0,
    gracePeriod: scene.service.settings.healthCheckGracePeriodSeconds * 1_000,
  });
}

function inMilliseconds(check: NonNullable<ContainerDefinition['healthCheck']>): {
  interval: number;
  retries: number;
  startPeriod: number;
} {
  return {
    interval: (check.interval ?? 30) * 1_000,
    retries: check.retries ?? 3,
    startPeriod: (check.startPeriod ?? 0) * 1_000,
  };
}

function reasonOf(fate: Fate, image: string, revision: RevisionRecord): string {
  if (fate === 'cannot-pull') return cannotPull(image);
  const group = revision.loadBalancers[0]?.targetGroupArn;
  if (group !== undefined) return `Task failed ELB health checks in (target-group ${group})`;
  return 'Task failed container health checks';
}

/** As Fargate words it for a tag that its registry does not have (reported by many). */
function cannotPull(image: string): string {
  const hasHost = /^[^/]*[.:][^/]*\//.test(image);
  const path = image.includes('/') ? image : `library/${image}`;
  const reference = hasHost ? image : `docker.io/${path}`;
  return `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${reference}: ${reference}: not found`;
}
