import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkAtMost, strings } from '../parameter-rules.ts';
import type { TaskDefinitionRevision } from '../state.ts';
import { findRevision, parseReference } from './find-revision.ts';
import { revisionView } from './revision-view.ts';

/**
 * DeleteTaskDefinitions: refusals are entries in `failures`, never errors. A deleted revision stays DELETE_IN_PROGRESS:
 * no recording lasted long enough to see one go.
 */
export function deleteTaskDefinitions(context: Context, input: Json): Json {
  const references = strings(input, 'taskDefinitions');
  checkAtMost('task definitions', references, 10);
  const results = references.map((reference) => deleteOne(context, reference));
  return {
    taskDefinitions: results.flatMap(({ revision, previousStatus }) =>
      revision === undefined ? [] : [{ ...revisionView(context, revision), previousStatus }],
    ),
    failures: results.flatMap(({ failure }) => failure ?? []),
  };
}

function deleteOne(
  context: Context,
  reference: string,
): {
  revision?: TaskDefinitionRevision;
  previousStatus?: TaskDefinitionRevision['status'];
  failure?: { arn: string; reason: string };
} {
  const number = parseReference(reference).revision;
  if (number === undefined || Number.isNaN(number))
    return failure(reference, 'identifier is invalid. Specify a valid name or ARN and try again.');
  const revision = findRevision(context, reference);
  if (revision === undefined)
    return failure(reference, 'does not exist. Specify a valid account, family, revision and try again.');
  if (revision.status === 'ACTIVE')
    return failure(reference, 'is still in ACTIVE status. Please deregister the target and try again.');
  const previousStatus = revision.status;
  revision.status = 'DELETE_IN_PROGRESS';
  return { revision, previousStatus };
}

function failure(arn: string, problem: string): { failure: { arn: string; reason: string } } {
  return { failure: { arn, reason: `The specified task definition ${problem}` } };
}
