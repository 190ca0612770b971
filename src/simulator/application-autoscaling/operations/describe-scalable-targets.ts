import type { Json } from '../../operation.ts';
import { shuffled } from '../../shuffle.ts';
import type { Context } from '../../world.ts';
import { checkFilter } from '../filters.ts';
import { pageOf } from '../pages.ts';
import { dimension, targetArn } from '../scalable-resource.ts';
import type { TargetRecord } from '../state.ts';

const pageSize = 50;

export function describeScalableTargets(context: Context, input: Json): Json {
  const ids = input['ResourceIds'] as string[] | undefined;
  checkFilter(input, ids !== undefined && ids.length > 0);
  const isEcs = input['ServiceNamespace'] === 'ecs';
  const wanted = [...context.world.autoscaling.targets.values()]
    .filter((each) => isEcs && (ids === undefined || ids.length === 0 || ids.includes(each.resourceId)))
    .sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1));
  const rules = { listing: 'targets', size: pageSize, emptyFirst: true };
  const { items, token } = pageOf(wanted, (each) => each.resourceId, input, rules);
  return { ScalableTargets: shuffled(items, context.randomForAnswer).map((each) => view(context, each)), ...token };
}

function view(context: Context, target: TargetRecord): Json {
  const role =
    'aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService';
  return {
    ServiceNamespace: 'ecs',
    ResourceId: target.resourceId,
    ScalableDimension: dimension,
    MinCapacity: target.min,
    MaxCapacity: target.max,
    RoleARN: `arn:aws:iam::${context.accountId}:role/${role}`,
    CreationTime: target.createdAt / 1000,
    SuspendedState: {
      DynamicScalingInSuspended: target.suspended.in,
      DynamicScalingOutSuspended: target.suspended.out,
      ScheduledScalingSuspended: target.suspended.scheduled,
    },
    ScalableTargetARN: targetArn(context, target),
  };
}
