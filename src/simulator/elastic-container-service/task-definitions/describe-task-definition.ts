import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { strings, text } from '../parameter-rules.ts';
import { clientException } from './client-exception.ts';
import { checkRevisionNumber, findRevision } from './find-revision.ts';
import { revisionView } from './revision-view.ts';

/**
 * DescribeTaskDefinition: `tags` is `[]` unless included, and beside the task definition. What it may include is checked
 * first, in words of its own (all recorded).
 */
export function describeTaskDefinition(context: Context, input: Json): Json {
  const include = strings(input, 'include');
  const stranger = include.find((item) => item !== 'TAGS');
  if (stranger !== undefined) {
    throw clientException(`${stranger} is not a valid value for include. The value must be one of [[TAGS]]`);
  }
  const reference = text(input, 'taskDefinition') ?? '';
  checkRevisionNumber(reference);
  const revision = findRevision(context, reference);
  if (revision === undefined) throw clientException('Unable to describe task definition.');
  return {
    taskDefinition: revisionView(context, revision),
    tags: include.includes('TAGS') ? revision.tags : [],
  };
}
