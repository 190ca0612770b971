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
    deploymentConfiguration: {
      alarms: { alarmNames: [], rollback: false, enable: false },
      ...record.deploymentConfiguration,
    },
    rollback,
    deploymentCircuitBreaker: record.breaker,
    alarms: { status: 'DISABLED' },
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
  };
}
