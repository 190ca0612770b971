import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { mayAdopt } from '../adoption.ts';
import { isOwnedBy, tagChange } from '../ownership.ts';
import type { TagMap } from '../ownership.ts';
import { wantedAlarms, withPolicyAction } from './alarm.ts';
import type { WantedAlarm } from './alarm.ts';
import { sameAlarm } from './difference.ts';
import type { ScalingAction, ScalingSituation } from './situation.ts';

export interface AlarmPlan {
  /** Alarms whose tags must be read before anything is done to them. */
  readonly unread: readonly { readonly name: string; readonly arn: string }[];
  /** Alarms that the spec names and that are somebody else's. */
  readonly refused: readonly { readonly name: string; readonly tags: TagMap }[];
  /** Somebody else's that are taken over. */
  readonly adopted: readonly string[];
  /** Before the policies: an alarm goes before what it calls. */
  readonly deletions: readonly ScalingAction[];
  /** Marks what is taken over, before anything else is done to it. */
  readonly tags: readonly ScalingAction[];
  /** After the policies: an alarm needs the ARN of what it calls. */
  readonly puts: readonly ScalingAction[];
}

/**
 * What brings the alarms of the step policies to what the spec says. An alarm's tags tell whose it is; they are read
 * before it is changed or deleted, and once for a generation.
 */
export function planAlarms(situation: ScalingSituation): AlarmPlan {
  const held = new Map(situation.observed.alarms.map((alarm) => [alarm.AlarmName ?? '', alarm]));
  const wanted = wantedAlarms(situation.resourceId, situation.spec);
  const surplus = surplusAlarms(situation, wanted, held);
  const concerned = [...surplus, ...concernedAlarms(situation, wanted, held)];
  const { alarmTags } = situation.observed;
  const unread = concerned.filter(({ AlarmName = '' }) => !alarmTags.has(AlarmName)).map(identityOf);
  const existing = wanted.filter(({ input }) => alarmTags.has(input.AlarmName) && held.has(input.AlarmName));
  const others = existing
    .map(({ input: { AlarmName: name } }) => ({ name, tags: alarmTags.get(name) ?? {} }))
    .filter(({ tags }) => !isOwnedBy(tags, situation.owner));
  const [adopted, refused] = [
    others.filter(({ tags }) => mayAdopt(situation.spec.adoptionPolicy, tags)),
    others.filter(({ tags }) => !mayAdopt(situation.spec.adoptionPolicy, tags)),
  ];
  return {
    unread,
    refused,
    adopted: adopted.map(({ name }) => `alarm ${name}`),
    deletions: surplus.filter((alarm) => isOurs(situation, alarm)).map(deletionOf),
    tags: existing.flatMap(({ input }) => tagging(situation, held.get(input.AlarmName))),
    puts: wanted.flatMap((each) => put(situation, each, held.get(each.input.AlarmName))),
  };
}

/** Those that exist, and are to be changed or have their tags looked at. */
function concernedAlarms(
  situation: ScalingSituation,
  wanted: readonly WantedAlarm[],
  held: ReadonlyMap<string, MetricAlarm>,
): MetricAlarm[] {
  return wanted.flatMap((each) => {
    const alarm = held.get(each.input.AlarmName);
    const isConcerned = alarm !== undefined && (tagsAreDue(situation) || differs(situation, each, alarm));
    return isConcerned ? [alarm] : [];
  });
}

/** Tags are looked at where those of the target are: once for a generation. */
function tagsAreDue({ observed }: ScalingSituation): boolean {
  return observed.target === undefined || observed.tags !== undefined;
}

/** Alarms that were named once and are not any more. */
function surplusAlarms(
  { status }: ScalingSituation,
  wanted: readonly WantedAlarm[],
  held: ReadonlyMap<string, MetricAlarm>,
): MetricAlarm[] {
  const names = new Set(wanted.map(({ input }) => input.AlarmName));
  return (status.ownedAlarms ?? []).flatMap((name) => (names.has(name) ? [] : (held.get(name) ?? [])));
}

function identityOf({ AlarmName: name = '', AlarmArn: arn = '' }: MetricAlarm) {
  return { name, arn };
}

function isOurs({ observed, owner }: ScalingSituation, { AlarmName = '' }: MetricAlarm): boolean {
  return isOwnedBy(observed.alarmTags.get(AlarmName) ?? {}, owner);
}

function deletionOf({ AlarmName: name = '' }: MetricAlarm): ScalingAction {
  return { kind: 'deleteAlarm', name, what: `Delete alarm ${name}` };
}

function tagging({ observed, desiredTags, status }: ScalingSituation, alarm: MetricAlarm | undefined): ScalingAction[] {
  const { AlarmName: name = '', AlarmArn: arn = '' } = alarm ?? {};
  const change = tagChange(observed.alarmTags.get(name) ?? {}, desiredTags, status.ownedTagKeys ?? []);
  return change === undefined ? [] : [{ kind: 'tagAlarm', arn, change, what: `Change the tags of alarm ${name}` }];
}

/** The ARN of a policy holds the id of the target, so it is known only as long as the target stays. */
function policyArnOf({ observed }: ScalingSituation, policy: string): string | undefined {
  return observed.policies.find(({ PolicyName }) => PolicyName === policy)?.PolicyARN;
}

function differs(situation: ScalingSituation, { policy, input }: WantedAlarm, alarm: MetricAlarm): boolean {
  const policyArn = policyArnOf(situation, policy);
  return policyArn === undefined || !sameAlarm(withPolicyAction(input, policyArn), alarm);
}

function put(situation: ScalingSituation, each: WantedAlarm, alarm: MetricAlarm | undefined): ScalingAction[] {
  const { policy, input } = each;
  if (alarm !== undefined && !differs(situation, each, alarm)) return [];
  const policyArn = policyArnOf(situation, policy);
  if (alarm !== undefined) {
    return [{ kind: 'putAlarm', policy, policyArn, input, what: `Change alarm ${input.AlarmName}` }];
  }
  // CloudWatch takes tags with a new alarm only.
  const Tags = Object.entries(situation.desiredTags).map(([Key, Value]) => ({ Key, Value }));
  return [{ kind: 'putAlarm', policy, policyArn, input: { ...input, Tags }, what: `Create alarm ${input.AlarmName}` }];
}
