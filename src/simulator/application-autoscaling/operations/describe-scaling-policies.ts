import type { Json } from '../../operation.ts';
import { shuffled } from '../../shuffle.ts';
import type { Context } from '../../world.ts';
import { alarmViews } from '../alarms.ts';
import { checkFilter, matchesResource } from '../filters.ts';
import { pageOf } from '../pages.ts';
import { dimension, policyArn } from '../scalable-resource.ts';
import type { PolicyRecord, TargetRecord } from '../state.ts';

/** Ten, unlike the other listings (recorded). */
const pageSize = 10;

export function describeScalingPolicies(context: Context, input: Json): Json {
  checkFilter(input, input['ResourceId'] !== undefined);
  const names = input['PolicyNames'] as string[] | undefined;
  const wanted = [...context.world.autoscaling.targets.values()]
    .filter((target) => matchesResource(input, target.resourceId))
    .flatMap((target) => [...target.policies.values()].map((policy) => ({ target, policy })))
    .filter(({ policy }) => names === undefined || names.length === 0 || names.includes(policy.name))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const { items, token } = pageOf(wanted, keyOf, input, { listing: 'policies', size: pageSize });
  // The order differs from call to call (recorded).
  const views = shuffled(items, context.randomForAnswer).map(({ target, policy }) => view(context, target, policy));
  return { ScalingPolicies: views, ...token };
}

function keyOf({ target, policy }: { target: TargetRecord; policy: PolicyRecord }): string {
  return `${target.resourceId} ${policy.name}`;
}

function view(context: Context, target: TargetRecord, policy: PolicyRecord): Json {
  return {
    PolicyARN: policyArn(context, target, policy.name),
    PolicyName: policy.name,
    ServiceNamespace: 'ecs',
    ResourceId: target.resourceId,
    ScalableDimension: dimension,
    PolicyType: policy.type,
    ...(policy.step === undefined ? {} : { StepScalingPolicyConfiguration: policy.step }),
    ...(policy.tracking === undefined ? {} : { TargetTrackingScalingPolicyConfiguration: policy.tracking }),
    ...(policy.predictive === undefined ? {} : { PredictiveScalingPolicyConfiguration: policy.predictive }),
    Alarms: alarmViews(context, target, policy),
    CreationTime: policy.createdAt / 1000,
  };
}
