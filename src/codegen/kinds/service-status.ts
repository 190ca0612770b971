import type { EcsServiceStatus, RolloutRecord, RolloutStatus } from '../../api/status.ts';
import { commonStatus, count, line, lines, moment, type PropertiesOf, records, words } from './status-schema.ts';

const rollout = {
  inputHash: line('Hash of everything that starts a deployment.', 128),
  deploymentId: line('Id of the deployment that carries the spec.', 255),
  serviceDeploymentArn: line('ARN of the service deployment.'),
  targetServiceRevisionArn: line('ARN of the service revision that it leads to.'),
  taskDefinitionArn: line('Revision that it rolls out.'),
  settingsHash: line('Hash of the other fields that start a deployment.', 128),
  status: line('Pending, InProgress, Successful, RollingBack, RolledBack, Failed, Stopped or Superseded.', 64),
  countReached: { description: 'The deployment was successful and the desired count ran.', type: 'boolean' },
  lifecycleStage: line('Stage, as ECS calls it.', 64),
  trafficWeight: { description: 'Production traffic on the new revision, in percent.', type: 'number' },
  waitsFor: records(
    'The gates at which it waits for a decision.',
    20,
    {
      hookId: line('Id of the PAUSE hook.', 255),
      lifecycleStage: line('Stage, as ECS calls it.', 64),
      expiresAt: moment('When ECS decides by itself.'),
      timeoutAction: line('What ECS does then: CONTINUE or ROLLBACK.', 64),
    },
    ['hookId'],
  ),
  bakeTimeEndsAt: moment('When the bake time is over, as far as can be told.'),
  failedTasks: count('Tasks that failed.'),
  reason: words('Why it ended.'),
  startedAt: moment('When it started.'),
  finishedAt: moment('When it ended.'),
} satisfies PropertiesOf<RolloutStatus>;

const record = {
  taskDefinitionArn: line('Revision that was rolled out.'),
  serviceDeploymentArn: line('ARN of the service deployment.'),
  result: line('Successful, RolledBack, Failed, Stopped or Superseded.', 64),
  reason: words('Why it ended.'),
  startedAt: moment('When it started.'),
  finishedAt: moment('When it ended.'),
} satisfies PropertiesOf<RolloutRecord>;

const taskDefinition = {
  wanted: line('Revision that the spec asks for.'),
  inUse: line('Revision that runs.'),
  revision: line('Family and revision of it, such as shop_web:7.', 300),
  resolvedFor: line('Generation and restart for which a family was resolved.'),
};

const ownership = {
  desiredCountOwner: line('Spec, ApplicationAutoScaling, External or Unknown.', 64),
  releasedDesiredCount: {
    description: '`spec.desiredCount` when an autoscaler was last seen to own the count.',
    'x-kubernetes-int-or-string': true,
  },
  appliedDesiredCount: count('Last `spec.desiredCount` that was sent.'),
  ownedFields: lines('Spec fields that were last applied.', 256, line('Path.', 255)),
  appliedHashes: {
    description: 'Hashes of fields that ECS does not read back, as last applied.',
    type: 'object',
    maxProperties: 64,
    additionalProperties: { type: 'string', maxLength: 255 },
  },
  ownedTagKeys: lines('Keys of the tags that the operator wrote.', 64, line('Key.', 128)),
} as const;

/** The fields of `EcsServiceStatus`. */
export const serviceStatus = {
  ...commonStatus,
  serviceArn: line('ARN of the service.'),
  clusterArn: line('ARN of the cluster.'),
  serviceName: line('Name in ECS.', 255),
  serviceCreatedAt: moment('When ECS created the service.'),
  creations: count('How often this object created the service.'),
  taskDefinition: {
    description: 'Task definition wanted and in use.',
    type: 'object',
    properties: taskDefinition,
  },
  desiredCount: count('Tasks wanted in ECS.'),
  runningCount: count('Tasks running.'),
  pendingCount: count('Tasks starting.'),
  rollout: { description: 'The rollout of this spec.', type: 'object', properties: rollout },
  history: records('Rollouts that ended, newest last.', 100, record, ['taskDefinitionArn', 'result']),
  failedTasks: records(
    'The first tasks that failed in the newest failed rollout.',
    100,
    {
      taskArn: line('ARN of the task.'),
      stopCode: line('Stop code.', 64),
      reason: words('Why it stopped.'),
    },
    ['taskArn', 'reason'],
  ),
  ...ownership,
  selector: line('Label selector for the scale subresource; matches no Pod.', 255),
  unavailableSince: moment('Since when too few tasks run.'),
  missingSince: moment('Since when ECS does not know the service any more.'),
  countsAt: moment('When the counts were last written.'),
} satisfies PropertiesOf<EcsServiceStatus>;
