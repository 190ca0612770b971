import type { Json } from '../../operation.ts';
import { wireNow } from '../../wire-time.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { clientException } from './client-exception.ts';
import { findRevision, parseReference } from './find-revision.ts';
import { revisionView } from './revision-view.ts';

/**
 * DeregisterTaskDefinition: INACTIVE at once; again, it succeeds and keeps the first time. The time is not yet in the
 * first answer (recorded).
 *
 * @throws AwsFault ClientException for a family without a revision, an unknown revision, and one under deletion
 */
export function deregisterTaskDefinition(context: Context, input: Json): Json {
  const reference = text(input, 'taskDefinition') ?? '';
  const isFamily = parseReference(reference).revision === undefined;
  const revision = isFamily ? undefined : findRevision(context, reference);
  if (revision === undefined || revision.status === 'DELETE_IN_PROGRESS') {
    throw clientException('Unable to deregister task definition.');
  }
  const previousStatus = revision.status;
  revision.status = 'INACTIVE';
  revision.deregisteredAt ??= wireNow(context.clock);
  const isAgain = previousStatus === 'INACTIVE';
  return { taskDefinition: revisionView(context, revision, isAgain), previousStatus };
}
