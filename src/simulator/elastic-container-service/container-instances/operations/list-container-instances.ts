import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { paginate } from '../../pagination.ts';
import { checkOneOf, text } from '../../parameter-rules.ts';
import { isMember } from '../misfits.ts';
import { instancesOf } from '../room.ts';

const STATUSES = ['ACTIVE', 'DRAINING', 'REGISTERING', 'DEREGISTERING', 'REGISTRATION_FAILED'];

/** ListContainerInstances: those of any status unless one is named; `filter` is a cluster query. */
export function listContainerInstances(context: Context, input: Json): Json {
  checkOneOf('container instance status', input['status'], STATUSES);
  const cluster = activeCluster(context, text(input, 'cluster'));
  const arns = instancesOf(context.world, cluster.arn)
    .filter((instance) => input['status'] === undefined || instance.status === input['status'])
    .filter((instance) => isMember(instance, text(input, 'filter')))
    .map(({ arn }) => arn);
  const { items, token } = paginate(arns, input, 100);
  return { containerInstanceArns: items, ...token };
}
