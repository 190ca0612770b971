import type { Context } from '../../world.ts';
import { invalidParameter } from '../parameter-rules.ts';
import type { TaskDefinitionRevision } from '../state.ts';

/**
 * The revision that a `taskDefinition` member means: `family` (its newest ACTIVE revision), `family:revision`, or an
 * ARN of either. Revisions of every status are found by number; undefined when there is none, and for an ARN of another
 * account or Region.
 */
export function findRevision(context: Context, reference: string): TaskDefinitionRevision | undefined {
  const own = `arn:aws:ecs:${context.region}:${context.accountId}:task-definition/`;
  if (reference.startsWith('arn:') && !reference.startsWith(own)) return undefined;
  const { family, revision } = parseReference(reference);
  const known = context.world.ecs.families.get(family);
  if (known === undefined) return undefined;
  if (revision !== undefined) return known.revisions.get(revision);
  return [...known.revisions.values()].filter(({ status }) => status === 'ACTIVE').at(-1);
}

/** @throws AwsFault InvalidParameterException for `family:` and something that is no number (recorded) */
export function checkRevisionNumber(reference: string): void {
  if (!Number.isNaN(parseReference(reference).revision ?? 0)) return;
  throw invalidParameter('Invalid task definition: Invalid revision number.');
}

/** Family and revision out of `family`, `family:revision` or an ARN; a revision that is no number is NaN. */
export function parseReference(reference: string): { family: string; revision: number | undefined } {
  const name = reference.startsWith('arn:') ? reference.slice(reference.indexOf('/') + 1) : reference;
  const colon = name.lastIndexOf(':');
  if (colon < 0) return { family: name, revision: undefined };
  const digits = name.slice(colon + 1);
  return { family: name.slice(0, colon), revision: /^\d+$/.test(digits) ? Number(digits) : Number.NaN };
}
