import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkOneOf, strings, text } from '../parameter-rules.ts';
import { clientException } from './client-exception.ts';
import { findRevision } from './find-revision.ts';
import { revisionView } from './revision-view.ts';

/** DescribeTaskDefinition: `tags` is `[]` unless included, and beside the task definition (recorded). */
export function describeTaskDefinition(context: Context, input: Json): Json {
  const include = strings(input, 'include');
  for (const item of include) checkOneOf('include', item, ['TAGS']);
  const revision = findRevision(context, text(input, 'taskDefinition') ?? '');
  if (revision === undefined) throw clientException('Unable to describe task definition.');
  return {
    taskDefinition: revisionView(context, revision),
    tags: include.includes('TAGS') ? revision.tags : [],
  };
}
