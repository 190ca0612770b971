import type { EcsScaling } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { isOwnedBy, ownerTags } from '../../ecs/ownership.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import { targetIdentity } from '../../ecs/scaling/desired.ts';
import type { ScalingObservation } from '../../ecs/scaling/situation.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';
import { deleteAlarm } from './execute.ts';
import { observeScaling, readAlarmTags, readTargetTags } from './observe.ts';

/**
 * Deletes the alarms of our step policies and deregisters our scalable target; AWS drops its policies and scheduled
 * actions with it. What is gone, with its service or by another hand, is as good; what is not ours stays.
 */
export async function removeScaling(session: Session<EcsScaling>): Promise<Verdict | 'gone'> {
  const resourceId = session.facts.resourceId ?? '';
  const observed = await observeScaling(session, resourceId);
  for (const { name, arn } of ownedAlarms(session, observed)) {
    await unlessGone(async () => {
      if (isOwnedBy(await readAlarmTags(session, arn), session.owner)) await deleteAlarm(session, name);
    });
  }
  const arn = observed.target?.ScalableTargetARN;
  if (arn === undefined) return 'gone';
  await unlessGone(async () => {
    if (!isOwnedBy(await readTargetTags(session, arn), session.owner)) return;
    await session.aws.call('DeregisterScalableTarget', targetIdentity(resourceId), session.call);
  });
  return 'gone';
}

/** Takes the owner's tags off a target and alarms that stay when their object goes. */
export async function releaseScaling(session: Session<EcsScaling>): Promise<void> {
  const observed = await observeScaling(session, session.facts.resourceId ?? '');
  const keys = Object.keys(ownerTags(session.owner));
  const arn = observed.target?.ScalableTargetARN;
  if (arn !== undefined && (await isOurs(session, () => readTargetTags(session, arn)))) {
    await session.aws.call('ScalingUntagResource', { ResourceARN: arn, TagKeys: keys }, session.call);
  }
  for (const alarm of ownedAlarms(session, observed)) {
    if (!(await isOurs(session, () => readAlarmTags(session, alarm.arn)))) continue;
    await session.aws.call('AlarmUntagResource', { ResourceARN: alarm.arn, TagKeys: keys }, session.call);
  }
}

async function isOurs(session: Session<EcsScaling>, read: () => Promise<TagMap>): Promise<boolean> {
  return isOwnedBy(await read(), session.owner);
}

function ownedAlarms({ facts }: Session<EcsScaling>, { alarms }: ScalingObservation): { name: string; arn: string }[] {
  return alarms
    .map(({ AlarmName: name = '', AlarmArn: arn = '' }) => ({ name, arn }))
    .filter(({ name }) => facts.ownedAlarms?.includes(name) === true);
}

/** Its service may take the target along at any moment: ECS drops the targets of a service that is deleted. */
async function unlessGone(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof AwsError && error.class === 'notFound')) throw error;
  }
}
