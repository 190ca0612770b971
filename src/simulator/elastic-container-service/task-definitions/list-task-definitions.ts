import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { pageSize } from '../pagination.ts';
import { checkOneOf, invalidParameter, text } from '../parameter-rules.ts';
import type { TaskDefinitionRevision } from '../state.ts';

const STATUSES = ['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS'];

/**
 * ListTaskDefinitions: one status at a time (ACTIVE when absent), by family and revision. Despite its name,
 * `familyPrefix` is the full name of one family. The token is readable: the family, two colons, the last entry's
 * revision in ten digits (recorded).
 */
export function listTaskDefinitions(context: Context, input: Json): Json {
  checkOneOf('status', input['status'], STATUSES);
  checkOneOf('sort', input['sort'], ['ASC', 'DESC']);
  const size = pageSize(input, 100);
  const all = sorted(wanted(context, input), input['sort'] === 'DESC');
  const rest = after(all, text(input, 'nextToken'));
  const last = rest[size - 1];
  return {
    taskDefinitionArns: rest.slice(0, size).map(({ arn }) => arn),
    ...(last !== undefined && rest.length > size ? { nextToken: tokenOf(last) } : {}),
  };
}

function wanted(context: Context, input: Json): TaskDefinitionRevision[] {
  const status = text(input, 'status') ?? 'ACTIVE';
  const family = text(input, 'familyPrefix');
  return [...context.world.ecs.families.values()]
    .filter(({ name }) => family === undefined || name === family)
    .flatMap(({ revisions }) => [...revisions.values()])
    .filter((revision) => revision.status === status);
}

function sorted(revisions: TaskDefinitionRevision[], newestFirst: boolean): TaskDefinitionRevision[] {
  const ascending = revisions.sort((a, b) =>
    a.family === b.family ? a.revision - b.revision : a.family < b.family ? -1 : 1,
  );
  return newestFirst ? ascending.reverse() : ascending;
}

function after(
  revisions: readonly TaskDefinitionRevision[],
  token: string | undefined,
): readonly TaskDefinitionRevision[] {
  if (token === undefined) return revisions;
  const index = revisions.findIndex((revision) => tokenOf(revision) === token);
  // UNKNOWN: what AWS says to a token whose entry is gone, or that never was one.
  if (index < 0) throw invalidParameter('Invalid token');
  return revisions.slice(index + 1);
}

function tokenOf({ family, revision }: TaskDefinitionRevision): string {
  return `${family}::${String(revision).padStart(10, '0')}`;
}
