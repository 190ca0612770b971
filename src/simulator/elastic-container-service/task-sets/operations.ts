import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context, WorldOperation } from '../../world.ts';
import { checkOneOf, invalidParameter, strings, text } from '../parameter-rules.ts';
import { findService } from '../services/find-service.ts';

/**
 * Task sets. Only services with the controller EXTERNAL have them, and there are none of those here: nothing can be made,
 * and nothing is there.
 */
export const taskSetOperations: Record<string, WorldOperation> = {
  CreateTaskSet: refuse,
  DeleteTaskSet: refuse,
  DescribeTaskSets: describeTaskSets,
  UpdateServicePrimaryTaskSet: refuse,
  UpdateTaskSet: refuse,
};

/** DescribeTaskSets: those that the call names are MISSING. */
function describeTaskSets(context: Context, input: Json): Json {
  for (const include of strings(input, 'include')) checkOneOf('include', include, ['TAGS']);
  const service = findService(context, { cluster: text(input, 'cluster'), service: text(input, 'service') });
  const arn = (id: string): string =>
    id.startsWith('arn:') ? id : `${service.arn.replace(':service/', ':task-set/')}/${id}`;
  return { taskSets: [], failures: strings(input, 'taskSets').map((id) => ({ arn: arn(id), reason: 'MISSING' })) };
}

/**
 * The text is reported for CreateTaskSet. UNKNOWN: whether the other operations say the same.
 *
 * @throws AwsFault always
 */
function refuse(context: Context, input: Json): never {
  const service = findService(context, { cluster: text(input, 'cluster'), service: text(input, 'service') });
  if (service.status !== 'ACTIVE') throw new AwsFault('ServiceNotActiveException', 'Service was not ACTIVE.');
  throw invalidParameter(
    'Amazon ECS only supports task set management on services configured to use external deployment controllers.',
  );
}
