import { readFileSync } from 'node:fs';
import { Reason } from '../../api/reasons.ts';
import { markdownTable, page } from './markdown.ts';

const conditionTypes = [
  [
    '`Ready`',
    'Always, once there is a status',
    'True: the AWS side works as the spec says. Unknown: being worked on. False: see the reason.',
  ],
  ['`Reconciling`', 'Only while True', 'The operator is at it, or will try again soon. Never together with `Stalled`.'],
  [
    '`Stalled`',
    'Only while True',
    'Nothing will change until somebody does something; the operator still looks every few minutes.',
  ],
  ['`Suspended`', 'Only while True', '`spec.suspend` is set: observed and planned, nothing written.'],
];

/** What to do, by reason; the compiler asks for a line when a reason is added. */
const advice = {
  Progressing: 'Wait; if ECS has trouble, the message has its newest.',
  ProgressingWithRetry: 'Wait; the message says what failed last.',
  DependencyNotReady: 'Create or mend what the message names; the object goes on by itself.',
  AccessDenied: "Allow the operation named in the message in the operator's IAM policy; tried again every 5 minutes.",
  InvalidSpec: 'Correct the field that AWS complains of in the message.',
  NotOwned: 'Choose another name, take it over with `adoptionPolicy: IfExists`, or remove the AWS resource.',
  Conflict: 'Remove one of the two objects, or move the object back.',
  RolledBack: 'Correct the spec, or set the annotation `ecs-operator.dev/retry-rollout` to try the same again.',
  DeploymentFailed: 'Correct the spec, or set the annotation `ecs-operator.dev/retry-rollout` to try the same again.',
  ProgressDeadlineExceeded:
    'The message has the newest trouble that ECS tells; all its events of the service are in `aws ecs describe-services`. Raise `rollout.progressDeadlineSeconds` for slow rollouts.',
  Unavailable: 'Look at `status.failedTasks` and at the logs of the tasks.',
  Drifted: 'Compare `status.plan` with the spec; set `driftPolicy: Correct` to have it corrected.',
  Deleting: 'Wait; the message says what the deletion waits for. `deletionPolicy: Retain` lets the object go at once.',
  Suspended: 'Unset `spec.suspend` to go on.',
  Registered: 'Nothing.',
  Deployed: 'Nothing.',
  Configured: 'Nothing.',
} satisfies Record<Reason, string>;

/** Conditions and reasons, with what they mean and what can be done. */
export function conditionsPage(): string {
  const meanings = reasonMeanings(readFileSync(new URL('../../api/reasons.ts', import.meta.url), 'utf8'));
  return page([
    '# Conditions and reasons',
    'The same for every kind, and understood by kstatus: Flux and `kubectl wait` need no rules of their own.',
    markdownTable(['Condition', 'Present', 'Meaning'], conditionTypes),
    '`status.observedGeneration` is -1 in a new object and advances only when the outcome of a generation is known: with `Ready` True, `Stalled` True, or `Suspended`. Each condition carries the generation that it speaks of.',
    '## Reasons',
    'Reasons are part of the API: they are added, never renamed.',
    markdownTable(
      ['Reason', 'Meaning', 'What to do'],
      Object.values(Reason).map((reason) => [`\`${reason}\``, meanings.get(reason) ?? '', advice[reason]]),
    ),
  ]);
}

/** The documentation comment of each reason. */
export function reasonMeanings(source: string): ReadonlyMap<string, string> {
  const entries = source.matchAll(/\/\*\* ([^*]+) \*\/\s*(\w+): '/g);
  return new Map([...entries].map(([, meaning = '', reason = '']) => [reason, meaning]));
}
