import type { Json } from '../../../operation.ts';
import type { TaskContainer, TaskRecord } from '../task-record.ts';
import { compact, optionalSeconds, seconds } from './seconds.ts';

export interface TaskViewOptions {
  readonly tags: boolean;
  /** StopTask answers without health (recorded). */
  readonly health: boolean;
  /** StopTask of a task that had already stopped answers without attributes (recorded). */
  readonly attributes: boolean;
}

/** A task as DescribeTasks and StopTask answer it. */
export function taskView(task: TaskRecord, options: TaskViewOptions): Json {
  return compact({
    attachments: [...(task.subnet === undefined ? [] : [attachment(task)]), ...(task.volumes ?? []).map(volumeView)],
    attributes: options.attributes ? [{ name: 'ecs.cpu-architecture', value: task.architecture }] : undefined,
    availabilityZone: task.availabilityZone,
    capacityProviderName: task.capacityProviderName,
    clusterArn: task.clusterArn,
    containerInstanceArn: task.containerInstanceArn,
    containers: task.containers.map((container) => containerView(task, container, options.health)),
    cpu: task.cpu,
    createdAt: seconds(task.createdAt),
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.enableExecuteCommand,
    group: task.standalone?.group ?? `service:${task.serviceName}`,
    lastStatus: task.lastStatus,
    launchType: task.launchType,
    memory: task.memory,
    overrides: overridesView(task),
    platformVersion: task.platformVersion,
    platformFamily: task.platformFamily,
    startedBy: task.standalone === undefined ? task.deploymentId : task.standalone.startedBy,
    tags: options.tags ? task.tags : [],
    taskArn: task.arn,
    taskDefinitionArn: task.taskDefinitionArn,
    version: task.version,
    ...storageView(task),
    healthStatus: options.health ? taskHealth(task) : undefined,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    ...times(task),
  });
}

/** Every container by name, with what RunTask changed of it (recorded). */
function overridesView(task: TaskRecord): Json {
  const { containerOverrides = [], ...rest } = task.standalone?.overrides ?? {};
  return {
    inferenceAcceleratorOverrides: [],
    ...rest,
    containerOverrides: task.containers.map(
      ({ name }) => containerOverrides.find((override) => override.name === name) ?? { name },
    ),
  };
}

/** Fargate's own storage; a task on an instance has none. */
function storageView({ containerInstanceArn, ephemeralStorageGiB: sizeInGiB }: TaskRecord): Json {
  if (containerInstanceArn !== undefined) return {};
  return { ephemeralStorage: { sizeInGiB }, fargateEphemeralStorage: { sizeInGiB } };
}

function bindingsView({ bindings = [] }: TaskContainer): Json[] {
  return bindings.map((binding) => ({ bindIP: '0.0.0.0', ...binding }));
}

/** UNKNOWN: further statuses of a volume's attachment; it is CREATED at the start (documented). */
function volumeView({ id, name, roleArn, deleteOnTermination }: NonNullable<TaskRecord['volumes']>[number]): Json {
  return {
    id,
    type: 'AmazonElasticBlockStorage',
    status: 'CREATED',
    details: [
      { name: 'roleArn', value: roleArn },
      { name: 'volumeName', value: name },
      { name: 'deleteOnTermination', value: String(deleteOnTermination) },
    ],
  };
}

function times(task: TaskRecord): Json {
  return {
    connectivity: task.connectivityAt === undefined ? undefined : 'CONNECTED',
    connectivityAt: optionalSeconds(task.connectivityAt),
    pullStartedAt: optionalSeconds(task.pullStartedAt),
    pullStoppedAt: optionalSeconds(task.pullStoppedAt),
    startedAt: optionalSeconds(task.startedAt),
    executionStoppedAt: optionalSeconds(task.executionStoppedAt),
    stoppingAt: optionalSeconds(task.stoppingAt),
    stoppedAt: optionalSeconds(task.stoppedAt),
  };
}

/** The API calls the attachment `ElasticNetworkInterface`; its address is known once it is attached (recorded). */
function attachment(task: TaskRecord): Json {
  const { id, networkInterfaceId, macAddress, address } = task.attachment;
  const known = task.attachmentStatus !== 'PRECREATED';
  return {
    id,
    type: 'ElasticNetworkInterface',
    status: task.attachmentStatus,
    details: [
      { name: 'subnetId', value: task.subnet },
      ...(known ? [{ name: 'networkInterfaceId', value: networkInterfaceId }] : []),
      ...(known ? [{ name: 'macAddress', value: macAddress }] : []),
      ...(known ? [{ name: 'privateIPv4Address', value: address }] : []),
    ],
  };
}

function containerView(task: TaskRecord, container: TaskContainer, health: boolean): Json {
  const attached = task.attachmentStatus !== 'PRECREATED' && task.subnet !== undefined;
  const address = { attachmentId: task.attachment.id, privateIpv4Address: task.attachment.address };
  return compact({
    containerArn: container.arn,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    imageDigest: container.pulled === true ? container.imageDigest : undefined,
    runtimeId: container.lastStatus === 'PENDING' ? undefined : container.runtimeId,
    lastStatus: container.lastStatus,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: container.hasRun ? bindingsView(container) : undefined,
    networkInterfaces: attached ? [address] : [],
    healthStatus: health ? container.healthStatus : undefined,
    cpu: container.cpu,
    memory: container.memory,
  });
}

/** The health of the essential containers that have a check (recorded); the worst of them counts. */
function taskHealth(task: TaskRecord): string {
  const states = task.containers
    .filter((container) => container.essential && container.healthChecked)
    .map((container) => container.healthStatus);
  const order = ['UNHEALTHY', 'UNKNOWN', 'HEALTHY'] as const;
  return order.find((status) => states.includes(status)) ?? 'UNKNOWN';
}
