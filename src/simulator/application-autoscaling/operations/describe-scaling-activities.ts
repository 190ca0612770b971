import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkFilter, matchesResource } from '../filters.ts';
import { pageOf } from '../pages.ts';
import { dimension } from '../scalable-resource.ts';
import type { ActivityRecord } from '../state.ts';

const pageSize = 50;

/** Newest first. Alarms that could not scale show only on request (recorded). */
export function describeScalingActivities(context: Context, input: Json): Json {
  checkFilter(input, input['ResourceId'] !== undefined);
  const wanted = [...context.world.autoscaling.activities]
    .filter(([resourceId]) => matchesResource(input, resourceId))
    .flatMap(([, activities]) => activities)
    .filter((each) => each.notScaled === undefined || input['IncludeNotScaledActivities'] === true)
    .sort((a, b) => b.startedAt - a.startedAt);
  // A token of one resource is refused for another (recorded).
  const rules = { listing: `activities ${String(input['ResourceId'])}`, size: pageSize };
  const { items, token } = pageOf(wanted, (each) => each.id, input, rules);
  return { ScalingActivities: items.map(view), ...token };
}

function view(activity: ActivityRecord): Json {
  return {
    ActivityId: activity.id,
    ServiceNamespace: 'ecs',
    ResourceId: activity.resourceId,
    ScalableDimension: dimension,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: activity.startedAt / 1000,
    ...(activity.endedAt === undefined ? {} : { EndTime: activity.endedAt / 1000 }),
    StatusCode: activity.status,
    ...(activity.statusMessage === undefined ? {} : { StatusMessage: activity.statusMessage }),
    ...(activity.notScaled === undefined ? {} : { NotScaledReasons: [activity.notScaled] }),
  };
}
