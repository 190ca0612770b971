import type { Json } from '../../operation.ts';
import { wireNow } from '../../wire-time.ts';
import type { Context } from '../../world.ts';
import { invalidParameter, text } from '../parameter-rules.ts';
import { clientException } from './client-exception.ts';
import { checkRevisionNumber, findRevision, parseReference } from './find-revision.ts';
import { revisionView } from './revision-view.ts';

/**
 * DeregisterTaskDefinition: INACTIVE at once; again, it succeeds and keeps the first time. The time is not yet in the
 * first answer (recorded).
 *
 * @throws AwsFault InvalidParameterException for a family without a revision (recorded), ClientException for one under
 *   deletion (recorded) and one that is not there
 */
export function deregisterTaskDefinition(context: Context, input: Json): Json {
  const reference = text(input, 'taskDefinition') ?? '';
  if (parseReference(reference).revision === undefined) throw invalidParameter('Revision is missing');
  checkRevisionNumber(reference);
  const revision = findRevision(context, reference);
  if (revision === undefined) throw clientException('Unable to deregister task definition.');
  const previousStatus = revision.status;
  if (previousStatus === 'DELETE_IN_PROGRESS') {
    throw clientException(
      'The task definition could not be deregistered because it is in the process of being deleted.',
    );
  }
  revision.status = 'INACTIVE';
  revision.deregisteredAt ??= wireNow(context.clock);
  const isAgain = previousStatus === 'INACTIVE';
  return { taskDefinition: { ...revisionView(context, revision, isAgain), previousStatus } };
}
