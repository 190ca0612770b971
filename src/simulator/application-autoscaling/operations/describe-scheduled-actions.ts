import type { Json } from '../../operation.ts';
import { shuffled } from '../../shuffle.ts';
import type { Context } from '../../world.ts';
import { checkFilter, matchesResource } from '../filters.ts';
import { pageOf } from '../pages.ts';
import { dimension, scheduledActionArn } from '../scalable-resource.ts';
import type { ScheduledActionRecord, TargetRecord } from '../state.ts';

const pageSize = 50;

export function describeScheduledActions(context: Context, input: Json): Json {
  checkFilter(input, input['ResourceId'] !== undefined);
  const names = input['ScheduledActionNames'] as string[] | undefined;
  const wanted = [...context.world.autoscaling.targets.values()]
    .filter((target) => matchesResource(input, target.resourceId))
    .flatMap((target) => [...target.actions.values()].map((action) => ({ target, action })))
    .filter(({ action }) => names === undefined || names.length === 0 || names.includes(action.name))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const { items, token } = pageOf(wanted, keyOf, input, { listing: 'actions', size: pageSize });
  const views = shuffled(items, context.randomForAnswer).map(({ target, action }) => view(context, target, action));
  return { ScheduledActions: views, ...token };
}

function keyOf({ target, action }: { target: TargetRecord; action: ScheduledActionRecord }): string {
  return `${target.resourceId} ${action.name}`;
}

function view(context: Context, target: TargetRecord, action: ScheduledActionRecord): Json {
  return {
    ScheduledActionName: action.name,
    ScheduledActionARN: scheduledActionArn(context, target, action.name),
    ServiceNamespace: 'ecs',
    ResourceId: target.resourceId,
    ScalableDimension: dimension,
    Schedule: action.schedule,
    ...(action.timezone === undefined ? {} : { Timezone: action.timezone }),
    ...(action.startTime === undefined ? {} : { StartTime: action.startTime / 1000 }),
    ...(action.endTime === undefined ? {} : { EndTime: action.endTime / 1000 }),
    ScalableTargetAction: action.action,
    CreationTime: action.createdAt / 1000,
  };
}
