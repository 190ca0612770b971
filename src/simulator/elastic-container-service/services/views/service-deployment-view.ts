import type { Json } from '../../../operation.ts';
import type { World } from '../../../world.ts';
import { countTasks } from '../engine/scene.ts';
import type { ServiceDeploymentRecord } from '../state.ts';
import { compact, optionalSeconds, seconds } from './seconds.ts';

/** An entry of ListServiceDeployments. */
export function serviceDeploymentBrief(record: ServiceDeploymentRecord): Json {
  return compact({
    serviceDeploymentArn: record.arn,
    serviceArn: record.serviceArn,
    clusterArn: record.clusterArn,
    startedAt: optionalSeconds(record.startedAt),
    createdAt: seconds(record.createdAt),
    finishedAt: optionalSeconds(record.finishedAt),
    targetServiceRevisionArn: record.targetRevisionArn,
    status: record.status,
    statusReason: record.statusReason,
  });
}

/** A service deployment as DescribeServiceDeployments answers it; one that rolls has no lifecycleStage. */
export function serviceDeploymentView(world: World, record: ServiceDeploymentRecord): Json {
  const rollback = record.rollback && { ...record.rollback, startedAt: seconds(record.rollback.startedAt) };
  return compact({
    serviceDeploymentArn: record.arn,
    serviceArn: record.serviceArn,
    clusterArn: record.clusterArn,
    createdAt: seconds(record.createdAt),
    startedAt: optionalSeconds(record.startedAt),
    finishedAt: optionalSeconds(record.finishedAt),
    stoppedAt: optionalSeconds(record.stoppedAt),
    updatedAt: seconds(record.updatedAt),
    sourceServiceRevisions: record.sourceRevisionArns.map((arn) => summary(world, record, arn)),
    targetServiceRevision: summary(world, record, record.targetRevisionArn),
    status: record.status,
    statusReason: record.statusReason,
    lifecycleStage: record.lifecycle?.stage,
    lifecycleHookDetails: hookDetails(record),
    deploymentConfiguration: {
      alarms: { alarmNames: [], rollback: false, enable: false },
      ...record.deploymentConfiguration,
    },
    rollback,
    deploymentCircuitBreaker: record.breaker,
    alarms: alarmsView(record),
  });
}

function summary(world: World, record: ServiceDeploymentRecord, revisionArn: string): Json {
  const service = world.services.services.get(record.serviceArn);
  const deployment = service?.deployments.find((each) => each.revisionArn === revisionArn);
  const tasks = (service?.taskArns ?? []).flatMap((arn) => world.services.tasks.get(arn) ?? []);
  const { running, pending } = countTasks(tasks.filter((task) => task.revisionArn === revisionArn));
  return {
    arn: revisionArn,
    requestedTaskCount: deployment?.desiredCount ?? 0,
    runningTaskCount: running,
    pendingTaskCount: pending,
    ...weights(record, revisionArn),
  };
}

/**
 * The share of the traffic that a revision has: of production the old one has what the new one has not. ROLLING has no
 * weights. UNKNOWN: the old revision's share of the test traffic; there is none before the new one gets it.
 */
function weights(record: ServiceDeploymentRecord, revisionArn: string): Json {
  if (record.lifecycle === undefined) return {};
  const { testWeight, productionWeight, holderArn } = record.lifecycle;
  const isTarget = revisionArn === record.targetRevisionArn;
  const rest = revisionArn === holderArn ? Math.round(1_000 - productionWeight * 10) / 10 : 0;
  return {
    requestedTestTrafficWeight: isTarget ? testWeight : 0,
    requestedProductionTrafficWeight: isTarget ? productionWeight : rest,
  };
}

/** The hooks of the present stage (documented members); absent without any. */
function hookDetails(record: ServiceDeploymentRecord): Json[] | undefined {
  const hooks = record.lifecycle?.hooks ?? [];
  if (hooks.length === 0) return undefined;
  return hooks.map(({ id, targetType, targetArn, status, expiresAt, timeoutAction }) =>
    compact({ hookId: id, targetType, targetArn, status, expiresAt: seconds(expiresAt), timeoutAction }),
  );
}

function alarmsView({ alarms }: ServiceDeploymentRecord): Json {
  if (alarms.names.length === 0) return { status: alarms.status };
  const triggeredAlarmNames = alarms.triggered.length === 0 ? undefined : alarms.triggered;
  return compact({ status: alarms.status, alarmNames: alarms.names, triggeredAlarmNames });
}
