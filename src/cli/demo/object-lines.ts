import type { Condition } from '../../api/conditions.ts';
import type { RolloutStatus } from '../../api/status.ts';
import type { KubeObject } from '../../kube/object.ts';
import { shortArn } from './short-names.ts';
import type { StoryLine } from './narrator.ts';
import type { Tone } from './paint.ts';

/** The part of our objects that the story is about. */
export type StoryObject = KubeObject<unknown, StoryStatus>;

interface StoryStatus {
  readonly observedGeneration: number;
  readonly conditions?: readonly Condition[];
  /** Of an EcsTaskDefinition: the revision that carries the spec. */
  readonly taskDefinitionArn?: string;
  /** Of an EcsService: the revision that runs. */
  readonly taskDefinition?: { readonly inUse?: string };
  readonly rollout?: Pick<RolloutStatus, 'status' | 'deploymentId' | 'taskDefinitionArn'>;
}

interface Headline {
  readonly text: string;
  readonly tone?: Tone;
}

/** What there is to tell about the change of an object from `old` to `now`; undefined: it is not there. */
export function objectLines(old: StoryObject | undefined, now: StoryObject | undefined): StoryLine[] {
  if (now === undefined) return old === undefined ? [] : [line(old, { text: 'gone', tone: 'good' })];
  const told = [deletion, rollout, headline].flatMap((topic) => {
    const [before, after] = [old && topic(old), topic(now)];
    return after === undefined || before?.text === after.text ? [] : [after];
  });
  return told.map((each) => line(now, each));
}

function line({ kind, metadata }: StoryObject, { text, tone }: Headline): StoryLine {
  return { actor: 'kubernetes', text: `${kind} ${metadata.name}: ${text}`, ...(tone === undefined ? {} : { tone }) };
}

function deletion({ metadata }: StoryObject): Headline | undefined {
  return metadata.deletionTimestamp === undefined ? undefined : { text: 'being deleted' };
}

/** The condition that matters most just now, in the order in which `kubectl` and GitOps tools judge. */
function headline({ status }: StoryObject): Headline | undefined {
  const [stalled, reconciling, ready] = (['Stalled', 'Reconciling', 'Ready'] as const).map((type) =>
    status?.conditions?.find((condition) => condition.type === type),
  );
  if (stalled?.status === 'True') return { text: said('Stalled', stalled), tone: 'bad' };
  if (reconciling?.status === 'True') return { text: said('Reconciling', reconciling) };
  if (ready?.status === 'True') return { text: said('Ready', ready), tone: 'good' };
  return ready && { text: said(`Ready=${ready.status}`, ready) };
}

function said(what: string, { reason, message }: Condition): string {
  return `${what}, ${reason}${message === '' ? '' : `: ${message}`}`;
}

function rollout({ status }: StoryObject): Headline | undefined {
  const current = status?.rollout;
  // Before it is sent there is nothing to see in ECS either.
  if (current === undefined || current.deploymentId === undefined) return undefined;
  // A deployment that ECS has recorded and not yet begun is on its way to a reader.
  const state = current.status === 'Pending' ? 'InProgress' : current.status;
  const of = current.taskDefinitionArn === undefined ? '' : ` of ${shortArn(current.taskDefinitionArn)}`;
  return { text: `rollout${of}: ${state}` };
}
