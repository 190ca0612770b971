import { adminAction } from '../../admin-action.ts';
import { hexDigits } from '../../identifiers.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { activeCluster } from '../clusters/find-cluster.ts';
import { setDue } from '../services/due-services.ts';
import { planNext } from '../services/engine/advance.ts';
import { noteFailure } from '../services/engine/failures.ts';
import { sceneOf } from '../services/engine/scene.ts';
import { tellToStop } from '../services/engine/task-step.ts';
import { wake } from '../services/wake.ts';
import type { ContainerInstance } from './instance-record.ts';
import { instancesOf, tasksOn } from './room.ts';

/** The body of `set-instances`. Members that are left out keep what the instances have; the first time, an m5.large's. */
interface InstancesRequest {
  readonly cluster?: string;
  readonly count?: number;
  readonly cpu?: number;
  readonly memory?: number;
  readonly networkInterfaces?: number;
  readonly capacityProvider?: string;
  readonly attributes?: Record<string, string>;
  readonly agentConnected?: boolean;
  readonly status?: 'ACTIVE' | 'DRAINING';
  /** Why instances leave when the count goes down. */
  readonly leaving?: 'terminated' | 'deregistered';
}

const LARGE = { cpu: 2_048, memory: 7_680 };

const text = { type: 'string', minLength: 1 };
const size = { type: 'integer', minimum: 0 };

/** The action `POST /_sim/services/set-instances`. */
export const setInstances = adminAction<InstancesRequest>(
  {
    members: {
      cluster: text,
      count: { type: 'integer', minimum: 0, maximum: 5_000 },
      cpu: size,
      memory: size,
      networkInterfaces: size,
      capacityProvider: text,
      attributes: { type: 'object', additionalProperties: { type: 'string' } },
      agentConnected: { type: 'boolean' },
      status: { enum: ['ACTIVE', 'DRAINING'] },
      leaving: { enum: ['terminated', 'deregistered'] },
    },
  },
  changeInstances,
);

/**
 * The container instances of `cluster` (those of `capacityProvider`, when it is named) are `count` from now on, and have
 * what else is said. The oldest leave first; their tasks end, as AWS words it. Services look for room at once.
 */
function changeInstances(context: Context, request: InstancesRequest): Json {
  const cluster = activeCluster(context, request.cluster);
  const present = own(context, cluster.arn, request.capacityProvider);
  const wanted = request.count ?? present.length;
  const leaving = present.slice(0, Math.max(0, present.length - wanted));
  for (const instance of leaving) leave(context, instance, request.leaving ?? 'terminated');
  for (let missing = wanted - present.length; missing > 0; missing -= 1)
    join(context, cluster.arn, request, present[0]);
  for (const instance of own(context, cluster.arn, request.capacityProvider)) change(instance, request);
  lookAgain(context, cluster.arn);
  return { containerInstanceArns: own(context, cluster.arn, request.capacityProvider).map(({ arn }) => arn) };
}

function own(context: Context, clusterArn: string, provider: string | undefined): ContainerInstance[] {
  return instancesOf(context.world, clusterArn).filter(
    ({ capacityProviderName }) => provider === undefined || capacityProviderName === provider,
  );
}

function join(
  context: Context,
  clusterArn: string,
  request: InstancesRequest,
  like: ContainerInstance | undefined,
): void {
  const id = hexDigits(context.random, 32);
  const { instances } = context.world.services;
  const availabilityZone = `${context.region}${'abc'.charAt(instances.size % 3)}`;
  const arn = `${clusterArn.replace(':cluster/', ':container-instance/')}/${id}`;
  instances.set(arn, {
    arn,
    id,
    ec2InstanceId: `i-${hexDigits(context.random, 17)}`,
    clusterArn,
    cpu: like?.cpu ?? LARGE.cpu,
    memory: like?.memory ?? LARGE.memory,
    networkInterfaces: like?.networkInterfaces,
    availabilityZone,
    attributes: { 'ecs.availability-zone': availabilityZone, 'ecs.os-type': 'linux', 'ecs.instance-type': 'm5.large' },
    capacityProviderName: request.capacityProvider,
    agentConnected: true,
    status: 'ACTIVE',
    registeredAt: context.clock.now(),
    taskArns: [],
  });
}

function change(instance: ContainerInstance, request: InstancesRequest): void {
  const { cpu, memory, networkInterfaces, agentConnected, status } = request;
  if (cpu !== undefined) instance.cpu = cpu;
  if (memory !== undefined) instance.memory = memory;
  if (networkInterfaces !== undefined) instance.networkInterfaces = networkInterfaces;
  if (agentConnected !== undefined) instance.agentConnected = agentConnected;
  if (status !== undefined) instance.status = status;
  Object.assign(instance.attributes, request.attributes);
}

/** An instance leaves its cluster, and its tasks end. The texts are documented; UNKNOWN: their stop codes. */
export function leave(context: Context, instance: ContainerInstance, how: 'terminated' | 'deregistered'): void {
  const now = context.clock.now();
  const { instances, services } = context.world.services;
  const reason =
    how === 'terminated'
      ? `Host EC2 (instance ${instance.ec2InstanceId}) stopped/terminated.`
      : 'Container instance deregistration forced by user';
  for (const task of tasksOn(context.world, instance)) {
    if (task.desiredStatus === 'STOPPED') continue;
    tellToStop(task, now, how === 'terminated' ? 'TerminationNotice' : 'UserInitiated', reason);
    const service = services.get(task.serviceArn);
    if (service?.status === 'ACTIVE') noteFailure(sceneOf(context, service), task, now);
  }
  instances.delete(instance.arn);
}

/** Whatever waits for room in the cluster tries again. */
export function lookAgain(context: Context, clusterArn: string): void {
  const now = context.clock.now();
  for (const service of context.world.services.services.values()) {
    if (service.clusterArn !== clusterArn || service.status !== 'ACTIVE') continue;
    for (const deployment of service.deployments) {
      if (deployment.waitsForRoom === true) deployment.retryAt = Math.min(deployment.retryAt, now + 1);
    }
    planNext(sceneOf(context, service), now);
    setDue(context.world.services, service, Math.min(service.dueAt ?? Infinity, now + 1));
  }
  wake(context.world.services);
}
