import type { OperatorBed } from './operator-bed.ts';

type Json = Record<string, unknown>;

/** Members whose value is a time or an id and differs from run to run. */
const VOLATILE =
  /^(resourceVersion|uid|creationTimestamp|lastTransitionTime|registeredAt|createdAt|updatedAt|startedAt|finishedAt|serviceCreatedAt|selector|since|countsAt|missingSince|unavailableSince|.*Arn|id|deploymentId|taskId)$/;

/** Ids inside messages: UUIDs and ids of tasks. */
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\btask [0-9a-f]{32}/gi;

/** What a run ends in, on both sides, without times and ids: equal for runs that ended alike. */
export function endState(bed: OperatorBed): unknown {
  const objects = [...bed.taskDefinitions.list(), ...bed.services.list(), ...bed.scalings.list()];
  return {
    objects: objects.map(({ kind, metadata, status }) => ({
      kind,
      name: metadata.name,
      finalizers: metadata.finalizers,
      status: steady(status),
    })),
    taskDefinitions: taskDefinitions(bed),
    services: services(bed),
    scaling: scaling(bed),
  };
}

function taskDefinitions(bed: OperatorBed): unknown {
  const list = (status: string) => bed.simulator.act('ecs', 'ListTaskDefinitions', { status }).taskDefinitionArns;
  return { active: list('ACTIVE'), inactive: list('INACTIVE') };
}

function services(bed: OperatorBed): unknown {
  const clusters = bed.simulator.act('ecs', 'ListClusters', {}).clusterArns as string[];
  return clusters.flatMap((cluster) => {
    const { serviceArns } = bed.simulator.act('ecs', 'ListServices', { cluster }) as { serviceArns: string[] };
    return serviceArns.map((service) => serviceState(bed, cluster, service));
  });
}

function serviceState(bed: OperatorBed, cluster: string, arn: string): unknown {
  const answer = bed.simulator.act('ecs', 'DescribeServices', { cluster, services: [arn], include: ['TAGS'] });
  const [service] = answer.services as Json[];
  const deployments = bed.simulator.act('ecs', 'ListServiceDeployments', { cluster, service: arn });
  return {
    name: service?.serviceName,
    status: service?.status,
    desired: service?.desiredCount,
    running: service?.runningCount,
    taskDefinition: service?.taskDefinition,
    tags: service?.tags,
    deployments: (deployments.serviceDeployments as Json[]).map(({ status }) => status),
  };
}

function scaling(bed: OperatorBed): unknown {
  const act = (operation: string) =>
    bed.simulator.act('application-autoscaling', operation, { ServiceNamespace: 'ecs' });
  const targets = act('DescribeScalableTargets').ScalableTargets as Json[];
  const policies = act('DescribeScalingPolicies').ScalingPolicies as Json[];
  return {
    targets: targets.map(({ ResourceId, MinCapacity, MaxCapacity }) => ({ ResourceId, MinCapacity, MaxCapacity })),
    policies: policies.map(({ ResourceId, PolicyName }) => ({ ResourceId, PolicyName })),
    alarms: ownAlarms(bed),
  };
}

/** Alarms of step policies; those of target tracking have names of their own every time. */
function ownAlarms(bed: OperatorBed): unknown {
  const { MetricAlarms } = bed.simulator.act('cloudwatch', 'DescribeAlarms', {}) as { MetricAlarms: Json[] };
  return MetricAlarms.filter(({ AlarmName }) => !String(AlarmName).startsWith('TargetTracking-')).map((alarm) => ({
    name: alarm['AlarmName'],
    actions: steady(alarm['AlarmActions']),
  }));
}

function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (typeof value === 'string') return value.replaceAll(UUID, '<uuid>');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !VOLATILE.test(key))
      .map(([key, member]) => [key, steady(member)]),
  );
}
