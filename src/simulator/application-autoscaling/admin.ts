import { AdminError, adminAction } from '../admin-action.ts';
import type { Json } from '../operation.ts';
import type { Context, WorldOperation } from '../world.ts';
import { accessTroubles } from './access.ts';
import { putMetric, serviceMetric } from './metrics.ts';
import { invalid } from './refusals.ts';
import { policyArn, requireTarget } from './scalable-resource.ts';
import { runStepPolicy } from './step-action.ts';

interface MetricRequest {
  readonly resourceId?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly dimensions?: Record<string, string>;
  readonly value: number | null;
}

interface TriggerRequest {
  readonly resourceId: string;
  readonly policyName: string;
  readonly alarmName?: string;
  readonly delta?: number;
}

interface HoldRequest {
  readonly resourceId: string;
  readonly held?: boolean;
}

interface AccessRequest {
  readonly trouble: (typeof accessTroubles)[number] | null;
}

const text = { type: 'string', minLength: 1 };

/** Actions of `POST /_sim/autoscaling/<name>`: metrics put in, alarms moved by hand, a look at the alarms. */
export const scalingAdminActions: Record<string, WorldOperation> = {
  'put-metric': adminAction<MetricRequest>(
    {
      members: {
        resourceId: text,
        name: text,
        namespace: text,
        dimensions: { type: 'object', additionalProperties: { type: 'string' } },
        value: { type: ['number', 'null'] },
      },
      required: ['name', 'value'],
    },
    putMetricAction,
  ),
  'trigger-policy': adminAction<TriggerRequest>(
    {
      members: { resourceId: text, policyName: text, alarmName: text, delta: { type: 'number' } },
      required: ['resourceId', 'policyName'],
    },
    triggerPolicy,
  ),
  'hold-target': adminAction<HoldRequest>(
    { members: { resourceId: text, held: { type: 'boolean' } }, required: ['resourceId'] },
    holdTarget,
  ),
  'set-alarm-access': adminAction<AccessRequest>(
    { members: { trouble: { enum: [...accessTroubles, null] } }, required: ['trouble'] },
    setAlarmAccess,
  ),
  alarms: adminAction({ members: {} }, alarms),
};

/**
 * From now on a metric has `value`, until it is put again; null ends it. Either of a service: `{resourceId, name:
 * 'CPUUtilization', value}`, or any: `{namespace, name, dimensions, value}`.
 */
function putMetricAction(context: Context, request: MetricRequest): Json {
  const { resourceId, namespace, name, dimensions = {}, value } = request;
  if (resourceId === undefined && namespace === undefined)
    throw new AdminError('body must have resourceId or namespace');
  const metric =
    resourceId === undefined ? { namespace: namespace ?? '', name, dimensions } : serviceMetric(resourceId, name);
  putMetric(context, metric, value ?? undefined);
  return {};
}

/**
 * An alarm whose action is this step policy goes to ALARM, with the metric `delta` away from the threshold (0 when
 * absent). The same without an alarm of CloudWatch.
 */
function triggerPolicy(context: Context, request: TriggerRequest): Json {
  const { resourceId, policyName, alarmName, delta = 0 } = request;
  const target = requireTarget(context, resourceId, 'found');
  const arn = policyArn(context, target, policyName);
  if (!runStepPolicy(context, arn, alarmName ?? policyName, delta)) throw invalid(`no step policy ${policyName}`);
  return {};
}

/** Whether another update of this target is pending: its own then fail, and its schedules are tried again. */
function holdTarget(context: Context, { resourceId, held = true }: HoldRequest): Json {
  const { heldTargets } = context.world.autoscaling;
  if (held) heldTargets.add(resourceId);
  else heldTargets.delete(resourceId);
  return {};
}

/** What is wrong when Application Auto Scaling makes alarms: throttled, denied, unknown-token; null ends it. */
function setAlarmAccess(context: Context, { trouble }: AccessRequest): Json {
  context.world.autoscaling.accessTrouble = trouble ?? undefined;
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
