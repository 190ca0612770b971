import type { EcsScaling } from '../../api/resources.ts';
import { tagMap } from '../../ecs/ownership.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import { wantedAlarms } from '../../ecs/scaling/alarm.ts';
import { watchedAlarms } from '../../ecs/scaling/missing-data.ts';
import type { ScalingObservation } from '../../ecs/scaling/situation.ts';
import type { Session } from '../framework/session.ts';

/** What AWS holds about the service; tags are read apart, and seldom. */
export async function observeScaling(session: Session<EcsScaling>, resourceId: string): Promise<ScalingObservation> {
  const { target, policies, scheduledActions } = await session.aws.readScaling(resourceId, session.call);
  const { ownedAlarms = [], ownedPolicies = [] } = session.facts;
  const wanted = wantedAlarms(resourceId, session.object.spec).map(({ input }) => input.AlarmName);
  const names = [...new Set([...wanted, ...ownedAlarms, ...watchedAlarms(policies, ownedPolicies)])];
  const alarms = names.length === 0 ? [] : await session.aws.readAlarms(names, session.call);
  return { target, policies, scheduledActions, alarms, tags: undefined, alarmTags: new Map() };
}

export async function readTargetTags(session: Session<EcsScaling>, arn: string): Promise<TagMap> {
  const answer = await session.aws.call('ScalingListTagsForResource', { ResourceARN: arn }, session.call);
  return answer.Tags ?? {};
}

export async function readAlarmTags(session: Session<EcsScaling>, arn: string): Promise<TagMap> {
  const { Tags } = await session.aws.call('AlarmListTagsForResource', { ResourceARN: arn }, session.call);
  return tagMap(Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })));
}
