import type { Json } from '../operation.ts';
import type { Context, WorldOperation } from '../world.ts';
import { accessTroubles } from './access.ts';
import { putMetric, serviceMetric } from './metrics.ts';
import { invalid } from './refusals.ts';
import { policyArn, requireTarget } from './scalable-resource.ts';
import { runStepPolicy } from './step-action.ts';

/** Actions of `POST /_sim/autoscaling/<name>`: metrics put in, alarms moved by hand, a look at the alarms. */
export const scalingAdminActions: Record<string, WorldOperation> = {
  'put-metric': putMetricAction,
  'trigger-policy': triggerPolicy,
  'hold-target': holdTarget,
  'set-alarm-access': setAlarmAccess,
  alarms,
};

interface MetricRequest {
  readonly resourceId?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly dimensions?: Record<string, string>;
  readonly value?: number | null;
}

/**
 * From now on a metric has `value`, until it is put again; null ends it. Either of a service: `{resourceId, name:
 * 'CPUUtilization', value}`, or any: `{namespace, name, dimensions, value}`.
 */
function putMetricAction(context: Context, input: Json): Json {
  const { resourceId, namespace, name, dimensions = {}, value } = input as MetricRequest;
  if (name === undefined)
    throw invalid('name is missing: CPUUtilization, MemoryUtilization or that of your own metric');
  if (resourceId === undefined && namespace === undefined) throw invalid('resourceId or namespace is missing');
  const metric =
    resourceId === undefined ? { namespace: namespace ?? '', name, dimensions } : serviceMetric(resourceId, name);
  putMetric(context, metric, value ?? undefined);
  return {};
}

interface TriggerRequest {
  readonly resourceId: string;
  readonly policyName: string;
  readonly alarmName?: string;
  readonly delta?: number;
}

/**
 * An alarm whose action is this step policy goes to ALARM, with the metric `delta` away from the threshold (0 when
 * absent). The same without an alarm of CloudWatch.
 */
function triggerPolicy(context: Context, input: Json): Json {
  const { resourceId, policyName, alarmName, delta = 0 } = input as Json & TriggerRequest;
  const target = requireTarget(context, resourceId, 'found');
  const arn = policyArn(context, target, policyName);
  if (!runStepPolicy(context, arn, alarmName ?? policyName, delta)) throw invalid(`no step policy ${policyName}`);
  return {};
}

/** Whether another update of this target is pending: its own then fail, and its schedules are tried again. */
function holdTarget(context: Context, input: Json): Json {
  const { resourceId, held = true } = input as { resourceId?: string; held?: boolean };
  if (resourceId === undefined) throw invalid('resourceId is missing');
  const { heldTargets } = context.world.autoscaling;
  if (held) heldTargets.add(resourceId);
  else heldTargets.delete(resourceId);
  return {};
}

/** What is wrong when Application Auto Scaling makes alarms: throttled, denied, unknown-token; null ends it. */
function setAlarmAccess(context: Context, input: Json): Json {
  const trouble = accessTroubles.find((each) => each === input['trouble']);
  if (trouble === undefined && input['trouble'] !== null) {
    throw invalid(`trouble must be null or one of ${accessTroubles.join(', ')}`);
  }
  context.world.autoscaling.accessTrouble = trouble;
  return {};
}

/** Every alarm of target tracking with its state. */
function alarms(context: Context): Json {
  const targets = [...context.world.autoscaling.targets.values()];
  return {
    alarms: targets.flatMap(({ resourceId, policies }) =>
      [...policies.values()].flatMap((policy) =>
        policy.alarms.map(({ name, state }) => ({ resourceId, policyName: policy.name, alarmName: name, state })),
      ),
    ),
  };
}
