import { mayAdopt } from '../adoption.ts';
import { isOwnedBy } from '../ownership.ts';
import type { TagMap } from '../ownership.ts';
import { planAlarms } from './plan-alarms.ts';
import type { AlarmPlan } from './plan-alarms.ts';
import { foreignNames, policyActions, scheduleActions, takenNames } from './plan-named.ts';
import { targetActions, targetTagActions } from './plan-target.ts';
import type { ScalingAction, ScalingSituation } from './situation.ts';

export type ScalingPlan =
  /** Whose the target, or alarms that are to be changed, are must be known first. */
  | {
      readonly kind: 'readTags';
      readonly target?: string;
      readonly alarms: readonly { readonly name: string; readonly arn: string }[];
    }
  /** `what`: the target where it is absent. */
  | { readonly kind: 'notOwned'; readonly tags: TagMap; readonly what?: string }
  | { readonly kind: 'nothingToAdopt' }
  | {
      readonly kind: 'actions';
      readonly actions: readonly ScalingAction[];
      readonly foreign: readonly string[];
      /** The target is somebody else's, and is taken over by this plan. */
      readonly adopts: boolean;
      /** Policies, actions and alarms of somebody else's that are taken over, for people. */
      readonly takesOver: readonly string[];
    };

/**
 * Compares the spec with what AWS holds and says what to do about it: nothing is put that is equal already, and
 * policies, actions and alarms of others are left alone. The target's tags decide whose the target is; they are read
 * once, before it is written to for the first time. A name on our own target is ours if status says so.
 */
export function planScaling(situation: ScalingSituation): ScalingPlan {
  const { observed, status, spec } = situation;
  const arn = observed.target?.ScalableTargetARN;
  const claim = claimTarget(situation);
  if (claim !== 'ours' && claim !== 'adopted') return claim;
  // On a target that was just found to be ours, or is taken over, what the spec names is ours as well.
  const taken = arn === status.scalableTargetArn ? takenNames(situation) : [];
  const [first] = taken;
  if (first !== undefined && !mayAdopt(spec.adoptionPolicy, {})) return { kind: 'notOwned', what: first, tags: {} };
  const alarms = planAlarms(situation);
  if (alarms.unread.length > 0) return { kind: 'readTags', alarms: alarms.unread };
  const [refused] = alarms.refused;
  if (refused !== undefined) return { kind: 'notOwned', what: `alarm ${refused.name}`, tags: refused.tags };
  return {
    kind: 'actions',
    actions: actionsInOrder(situation, alarms, claim === 'adopted'),
    foreign: foreignNames(situation),
    adopts: claim === 'adopted',
    takesOver: [...taken, ...alarms.adopted],
  };
}

/** Whose the target is; a plan of its own where it cannot be told yet, or is somebody else's. */
function claimTarget({ observed, status, owner, spec }: ScalingSituation): 'ours' | 'adopted' | ScalingPlan {
  const { target, tags } = observed;
  const arn = target?.ScalableTargetARN;
  if (arn === undefined) return spec.adoptionPolicy === 'Required' ? { kind: 'nothingToAdopt' } : 'ours';
  if (arn === status.scalableTargetArn) return 'ours';
  if (tags === undefined) return { kind: 'readTags', target: arn, alarms: [] };
  if (isOwnedBy(tags, owner)) return 'ours';
  return mayAdopt(spec.adoptionPolicy, tags) ? 'adopted' : { kind: 'notOwned', tags };
}

/** What is taken over is marked as ours before anything else; alarms go before what they call, and come after it. */
function actionsInOrder(situation: ScalingSituation, alarms: AlarmPlan, adopts: boolean): ScalingAction[] {
  const tagging = targetTagActions(situation);
  return [
    ...alarms.tags,
    ...(adopts ? tagging : []),
    ...targetActions(situation),
    ...alarms.deletions,
    ...policyActions(situation),
    ...alarms.puts,
    ...scheduleActions(situation),
    ...(adopts ? [] : tagging),
  ];
}
