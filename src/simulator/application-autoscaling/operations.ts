import type { WorldOperation } from '../world.ts';
import { deleteScalingPolicy } from './operations/delete-scaling-policy.ts';
import { deleteScheduledAction } from './operations/delete-scheduled-action.ts';
import { deregisterScalableTarget } from './operations/deregister-scalable-target.ts';
import { describeScalableTargets } from './operations/describe-scalable-targets.ts';
import { describeScalingActivities } from './operations/describe-scaling-activities.ts';
import { describeScalingPolicies } from './operations/describe-scaling-policies.ts';
import { describeScheduledActions } from './operations/describe-scheduled-actions.ts';
import { behindModel } from './model-rules.ts';
import { getPredictiveScalingForecast } from './operations/get-predictive-scaling-forecast.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putScalingPolicy } from './operations/put-scaling-policy.ts';
import { putScheduledAction } from './operations/put-scheduled-action.ts';
import { registerScalableTarget } from './operations/register-scalable-target.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';

const operations: Record<string, WorldOperation> = {
  DeleteScalingPolicy: deleteScalingPolicy,
  DeleteScheduledAction: deleteScheduledAction,
  DeregisterScalableTarget: deregisterScalableTarget,
  DescribeScalableTargets: describeScalableTargets,
  DescribeScalingActivities: describeScalingActivities,
  DescribeScalingPolicies: describeScalingPolicies,
  DescribeScheduledActions: describeScheduledActions,
  GetPredictiveScalingForecast: getPredictiveScalingForecast,
  ListTagsForResource: listTagsForResource,
  PutScalingPolicy: putScalingPolicy,
  PutScheduledAction: putScheduledAction,
  RegisterScalableTarget: registerScalableTarget,
  TagResource: tagResource,
  UntagResource: untagResource,
};

/** Operations of Application Auto Scaling. */
export const scalingOperations: Record<string, WorldOperation> = Object.fromEntries(
  Object.entries(operations).map(([name, run]) => [name, behindModel(name, run)]),
);
