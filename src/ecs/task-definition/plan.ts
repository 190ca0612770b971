import { OwnerTag } from '../../api/annotations.ts';
import type { EcsTaskDefinitionStatus } from '../../api/status.ts';
import { isClaimed, mayAdopt } from '../adoption.ts';
import type { AdoptionPolicy } from '../adoption.ts';
import { hashVersionOf } from '../hash.ts';
import { isOwnedBy, tagChange } from '../ownership.ts';
import type { OwnerIdentity, TagChange, TagMap } from '../ownership.ts';
import { hashTag, revisionId } from './revision.ts';
import type { RevisionReading } from './revision.ts';

/** What AWS was asked so far in this reconcile. A key that is absent was not asked; `none` is an answer. */
export interface TaskDefinitionReadings {
  /** The revision that a call found pending may have registered. */
  readonly pending?: RevisionReading | 'none';
  /** The newest ACTIVE revision of the family, whoever registered it. */
  readonly familyHead?: RevisionReading | 'none';
  /** The newest revision of a family to adopt that has the spec's content and belongs to nobody. */
  readonly equal?: RevisionReading | 'none';
  /** Revisions asked for, by `family:revision`. */
  readonly revisions: ReadonlyMap<string, RevisionReading | 'none'>;
}

export interface TaskDefinitionSituation {
  readonly generation: number;
  readonly family: string;
  /** Content hash of the resolved spec. */
  readonly hash: string;
  readonly owner: OwnerIdentity;
  readonly adoptionPolicy?: AdoptionPolicy | undefined;
  /** Tags that the revision should carry, the hash tag included. */
  readonly desiredTags: TagMap;
  readonly status: EcsTaskDefinitionStatus;
  /** A call may have been sent whose answer is not recorded. */
  readonly outcomeUnknown: boolean;
  /** The registered revision should be looked at in AWS. */
  readonly verify: boolean;
  readonly readings: TaskDefinitionReadings;
}

/** The next step of a reconcile: one read, one change of what is known, one effect, or a verdict. */
export type TaskDefinitionStep =
  | { readonly kind: 'readPending'; readonly hash: string }
  | { readonly kind: 'readFamilyHead' }
  | { readonly kind: 'findEqual' }
  | { readonly kind: 'readRevision'; readonly id: string }
  | { readonly kind: 'record'; readonly reading: RevisionReading }
  /** A revision of ours that status does not know; its tags are put right before it counts as carrying the spec. */
  | { readonly kind: 'retake'; readonly reading: RevisionReading }
  | { readonly kind: 'forget'; readonly revision: number }
  | { readonly kind: 'dropPending' }
  | { readonly kind: 'rehash' }
  | { readonly kind: 'register'; readonly because: 'new content' | 'revision gone' }
  | { readonly kind: 'tag'; readonly arn: string; readonly change: TagChange }
  /** Takes over a revision with the spec's content. */
  | { readonly kind: 'adopt'; readonly reading: RevisionReading }
  /** Takes over a family of which no revision has the spec's content. */
  | { readonly kind: 'adoptFamily' }
  | { readonly kind: 'nothingToAdopt' }
  | { readonly kind: 'notOwned'; readonly head: RevisionReading }
  | { readonly kind: 'inSync' };

/**
 * Decides the next step towards a registered, ACTIVE, rightly tagged revision with the spec's content. Called again
 * after each step until it says `inSync`, `notOwned` or `nothingToAdopt`; the same function makes the plan that users see.
 */
export function nextTaskDefinitionStep(situation: TaskDefinitionSituation): TaskDefinitionStep {
  const { status, readings } = situation;
  if (situation.outcomeUnknown && status.pending !== undefined) {
    return stepAfterLostAnswer(situation, status.pending.key);
  }
  if (onlyHashVersionChanged(situation)) return { kind: 'rehash' };
  const { taskDefinitionArn: arn, revision } = status;
  if (status.specHash === situation.hash && arn !== undefined && revision !== undefined) {
    return stepWithCurrent(situation, arn, revision);
  }
  const earlier = status.revisions?.findLast((record) => record.hash === situation.hash);
  if (earlier !== undefined) return stepTowardsEarlier(situation, earlier.revision);
  if ((status.revisions ?? []).length > 0) return { kind: 'register', because: because(situation) };
  if (readings.familyHead === undefined) return { kind: 'readFamilyHead' };
  return stepInFamily(situation, readings.familyHead);
}

function stepAfterLostAnswer({ readings }: TaskDefinitionSituation, hash: string): TaskDefinitionStep {
  if (readings.pending === undefined) return { kind: 'readPending', hash };
  return readings.pending === 'none' ? { kind: 'dropPending' } : { kind: 'record', reading: readings.pending };
}

function onlyHashVersionChanged({ status, generation, hash }: TaskDefinitionSituation): boolean {
  return (
    status.specHash !== undefined &&
    status.registeredGeneration === generation &&
    hashVersionOf(status.specHash) !== hashVersionOf(hash)
  );
}

function stepWithCurrent(situation: TaskDefinitionSituation, arn: string, revision: number): TaskDefinitionStep {
  const { status, readings, desiredTags } = situation;
  const carriesGeneration = status.registeredGeneration === situation.generation;
  const id = revisionId(situation.family, revision);
  const reading = readings.revisions.get(id);
  if (reading === undefined) {
    return situation.verify || !carriesGeneration ? { kind: 'readRevision', id } : { kind: 'inSync' };
  }
  if (!isActive(reading)) return { kind: 'forget', revision };
  const change = tagChange(reading.tags, desiredTags, [...(status.ownedTagKeys ?? []), OwnerTag.Released]);
  if (change !== undefined) return { kind: 'tag', arn, change };
  return carriesGeneration ? { kind: 'inSync' } : { kind: 'record', reading };
}

function stepTowardsEarlier({ family, readings }: TaskDefinitionSituation, revision: number): TaskDefinitionStep {
  const id = revisionId(family, revision);
  const reading = readings.revisions.get(id);
  if (reading === undefined) return { kind: 'readRevision', id };
  return isActive(reading) ? { kind: 'record', reading } : { kind: 'forget', revision };
}

function stepInFamily(situation: TaskDefinitionSituation, head: RevisionReading | 'none'): TaskDefinitionStep {
  if (head === 'none') return stepInEmptyFamily(situation);
  if (!isOwnedBy(head.tags, situation.owner)) return stepInOthersFamily(situation, head);
  if (hashTag(head) === situation.hash) return { kind: 'retake', reading: head };
  return { kind: 'register', because: because(situation) };
}

/** An object that must adopt founds no family; one that did adopt may go on when all revisions are gone. */
function stepInEmptyFamily(situation: TaskDefinitionSituation): TaskDefinitionStep {
  const waits = situation.adoptionPolicy === 'Required' && situation.status.adopted !== true;
  return waits ? { kind: 'nothingToAdopt' } : { kind: 'register', because: because(situation) };
}

function stepInOthersFamily(situation: TaskDefinitionSituation, head: RevisionReading): TaskDefinitionStep {
  const { adoptionPolicy, readings, status } = situation;
  if (status.adopted === true && !isClaimed(head.tags)) return { kind: 'register', because: because(situation) };
  if (!mayAdopt(adoptionPolicy, head.tags)) return { kind: 'notOwned', head };
  if (readings.equal === undefined) return { kind: 'findEqual' };
  return readings.equal === 'none' ? { kind: 'adoptFamily' } : { kind: 'adopt', reading: readings.equal };
}

function because({ readings }: TaskDefinitionSituation): 'new content' | 'revision gone' {
  return [...readings.revisions.values()].some((reading) => !isActive(reading)) ? 'revision gone' : 'new content';
}

function isActive(reading: RevisionReading | 'none'): reading is RevisionReading {
  return reading !== 'none' && reading.status === 'ACTIVE';
}
