import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { EcsTaskDefinition } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import type { Output } from '../../aws/operations.ts';
import { tagList } from '../../ecs/ownership.ts';
import type { TagChange, TagMap } from '../../ecs/ownership.ts';
import { nextTaskDefinitionStep } from '../../ecs/task-definition/plan.ts';
import type { TaskDefinitionReadings, TaskDefinitionStep } from '../../ecs/task-definition/plan.ts';
import { resolveTaskDefinition } from '../../ecs/task-definition/register-input.ts';
import {
  adoptRevision,
  forgetRevision,
  hashTag,
  recordRevision,
  rehash,
  revisionId,
  revisionReading,
} from '../../ecs/task-definition/revision.ts';
import type { RevisionReading } from '../../ecs/task-definition/revision.ts';
import type { Session } from '../framework/session.ts';
import { findEqualRevision } from './find-equal-revision.ts';
import { findPendingRevision } from './pending-revision.ts';
import { readRevision } from './read.ts';
import type { RevisionChecks } from './revision-checks.ts';
import { owningKeys, revisionTags } from './revision-tags.ts';

interface Approach {
  readonly session: Session<EcsTaskDefinition>;
  readonly family: string;
  readonly hash: string;
  readonly checks: RevisionChecks;
}

/** More steps than any situation needs; reaching it is a defect, told as such. */
const STEP_LIMIT = 20;

/**
 * Takes one step after another until the spec's content is registered, or nothing may be done about it: then the step
 * that was not taken is returned (suspended, observing, not ours).
 */
export async function approachInSync(approach: Approach): Promise<TaskDefinitionStep> {
  const { session, checks } = approach;
  const tags = revisionTags(session.object, approach.hash, session.deps.settings);
  let verify = checks.isDue(session.object);
  let readings: TaskDefinitionReadings = { revisions: new Map() };
  for (let count = 0; count < STEP_LIMIT; count += 1) {
    const step = nextTaskDefinitionStep({
      generation: session.object.metadata.generation,
      family: approach.family,
      hash: approach.hash,
      owner: session.owner,
      adoptionPolicy: session.object.spec.adoptionPolicy,
      desiredTags: tags,
      status: session.facts,
      outcomeUnknown: checks.outcomeUnknown(session.object, session.facts),
      verify,
      readings,
    });
    if (step.kind === 'inSync') session.facts = { ...session.facts, ownedTagKeys: Object.keys(tags).toSorted() };
    if (isLast(step, session)) return step;
    readings = await take(step, approach, readings, tags);
    // A new hash version also wants the tag on the revision rewritten, which takes a look at its tags.
    if (step.kind === 'rehash') verify = true;
  }
  throw new Error('A task definition takes more steps than any situation needs');
}

const VERDICTS: readonly TaskDefinitionStep['kind'][] = ['inSync', 'notOwned', 'nothingToAdopt'];
const EFFECTS: readonly TaskDefinitionStep['kind'][] = ['register', 'tag', 'adopt', 'adoptFamily'];

function isLast(step: TaskDefinitionStep, session: Session<EcsTaskDefinition>): boolean {
  const { suspend, driftPolicy } = session.object.spec;
  if (VERDICTS.includes(step.kind)) return true;
  if (suspend === true) return EFFECTS.includes(step.kind);
  return step.kind === 'register' && step.because === 'revision gone' && driftPolicy === 'Observe';
}

async function take(
  step: TaskDefinitionStep,
  approach: Approach,
  readings: TaskDefinitionReadings,
  tags: TagMap,
): Promise<TaskDefinitionReadings> {
  switch (step.kind) {
    case 'readPending':
    case 'readFamilyHead':
    case 'readRevision':
    case 'findEqual':
      return look(step, approach, readings);
    case 'adopt':
    case 'adoptFamily':
      return adopt(approach, readings, step);
    case 'record':
    case 'retake':
      return record(approach, readings, step.reading, step.kind === 'record');
    case 'register':
      return record(approach, readings, await register(approach, tags));
    case 'tag':
      await changeTags(approach.session, step, tags);
      return retagged(readings, approach.family, approach.session, step.change);
    default:
      relearn(step, approach);
      return readings;
  }
}

type Look = TaskDefinitionStep & { kind: 'readPending' | 'readFamilyHead' | 'readRevision' | 'findEqual' };

async function look(
  step: Look,
  { session, family, checks }: Approach,
  readings: TaskDefinitionReadings,
): Promise<TaskDefinitionReadings> {
  switch (step.kind) {
    case 'readPending':
      return { ...readings, pending: await findPendingRevision(session, family, step.hash) };
    case 'readFamilyHead':
      return { ...readings, familyHead: await readRevision(session, family) };
    case 'readRevision':
      checks.checked(session.object);
      return withReading(readings, step.id, await readRevision(session, step.id));
    case 'findEqual':
      return { ...readings, equal: await findEqualRevision(session, family) };
  }
}

/**
 * Takes a revision down with the content that it carries, which need not be the spec's: a registration whose answer was
 * lost may be of an earlier generation.
 *
 * @param isSettled false while its tags have yet to be looked at: then it does not count as carrying the generation
 */
function record(
  approach: Approach,
  readings: TaskDefinitionReadings,
  reading: RevisionReading,
  isSettled = true,
): TaskDefinitionReadings {
  const { session, family, hash } = approach;
  const carried = hashTag(reading) ?? hash;
  const generation = isSettled && carried === hash ? session.object.metadata.generation : undefined;
  session.facts = recordRevision(session.facts, reading, carried, generation);
  return withReading(readings, revisionId(family, reading.revision), reading);
}

async function adopt(
  { session, family, hash }: Approach,
  readings: TaskDefinitionReadings,
  step: TaskDefinitionStep & { kind: 'adopt' | 'adoptFamily' },
): Promise<TaskDefinitionReadings> {
  const message = `Took over family ${family}.`;
  session.note({ type: 'Normal', reason: 'FamilyAdopted', message });
  if (step.kind === 'adopt') {
    session.facts = adoptRevision(session.facts, step.reading, hash);
    return withReading(readings, revisionId(family, step.reading.revision), step.reading);
  }
  session.facts = { ...session.facts, adopted: true };
  await session.saveFacts();
  return readings;
}

/** Steps that change what is known, without AWS. */
function relearn(step: TaskDefinitionStep, { session, hash }: Approach): void {
  const { pending: _unsent, ...settled } = session.facts;
  if (step.kind === 'forget') session.facts = forgetRevision(session.facts, step.revision);
  else if (step.kind === 'rehash') session.facts = rehash(session.facts, hash);
  else if (step.kind === 'dropPending') session.facts = settled;
}

async function register(approach: Approach, tags: TagMap): Promise<RevisionReading> {
  const { session, family, hash, checks } = approach;
  if (session.facts.pending?.key !== hash) {
    session.facts = owningKeys(checks.announce(session.object, session.facts, hash), tags);
    await session.saveFacts();
  }
  const answer = await sendOnce(approach, {
    ...resolveTaskDefinition(session.object.spec, family, session.facts),
    tags: tagList(tags),
  });
  const reading = revisionReading(answer, session.domainTime());
  session.note({ type: 'Normal', reason: 'RevisionRegistered', message: `Registered ${family}:${reading.revision}.` });
  return { ...reading, tags };
}

/** RegisterTaskDefinition takes no token: after an unclear answer only a look into the family tells what happened. */
async function sendOnce(
  { session, checks }: Approach,
  input: RegisterTaskDefinitionCommandInput,
): Promise<Output<'RegisterTaskDefinition'>> {
  try {
    const onSend = (): void => checks.sending(session.object);
    return await session.aws.call('RegisterTaskDefinition', input, { ...session.call, onSend });
  } catch (error) {
    if (error instanceof AwsError && error.class !== 'transient') checks.refused(session.object, session.facts);
    throw error;
  }
}

async function changeTags(
  session: Session<EcsTaskDefinition>,
  step: TaskDefinitionStep & { kind: 'tag' },
  tags: TagMap,
): Promise<void> {
  const { set, remove } = step.change;
  session.facts = owningKeys(session.facts, tags);
  await session.saveFacts();
  if (Object.keys(set).length > 0) {
    await session.aws.call('TagResource', { resourceArn: step.arn, tags: tagList(set) }, session.call);
  }
  if (remove.length > 0) {
    await session.aws.call('UntagResource', { resourceArn: step.arn, tagKeys: [...remove] }, session.call);
  }
}

/** After our own tag calls the reading is as we left it; asking AWS again would only cost a call. */
function retagged(
  readings: TaskDefinitionReadings,
  family: string,
  session: Session<EcsTaskDefinition>,
  { set, remove }: TagChange,
): TaskDefinitionReadings {
  const id = revisionId(family, session.facts.revision ?? 0);
  const reading = readings.revisions.get(id);
  if (reading === undefined || reading === 'none') return readings;
  const kept = Object.entries(reading.tags).filter(([key]) => !remove.includes(key));
  return withReading(readings, id, { ...reading, tags: { ...Object.fromEntries(kept), ...set } });
}

function withReading(
  readings: TaskDefinitionReadings,
  id: string,
  reading: RevisionReading | 'none',
): TaskDefinitionReadings {
  return { ...readings, revisions: new Map(readings.revisions).set(id, reading) };
}
