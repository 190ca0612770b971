import type { ListServicesRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { servicesOfCluster, shownArn } from '../find-service.ts';
import { paginate } from '../../pagination.ts';
import type { ServiceRecord } from '../state.ts';
import { LAUNCH_TYPES } from '../validation/compute.ts';
import { checkOneOf } from '../../parameter-rules.ts';

/** ListServices: ACTIVE services only; the order is not the order of creation (recorded). */
export function listServices(context: Context, input: Json): Json {
  const request = input as Partial<ListServicesRequest>;
  checkOneOf('launch type', request.launchType, LAUNCH_TYPES);
  checkOneOf('Scheduling strategy', request.schedulingStrategy, ['REPLICA', 'DAEMON']);
  checkOneOf('resource management type', request.resourceManagementType, ['CUSTOMER', 'ECS']);
  const cluster = activeCluster(context, request.cluster);
  const arns = servicesOfCluster(context, cluster.name)
    .filter((service) => service.status === 'ACTIVE' && isWanted(service, request))
    .map(shownArn)
    .toSorted((a, b) => (reversed(a) < reversed(b) ? -1 : 1));
  const { items, token } = paginate(arns, input, 10);
  return { serviceArns: items, ...token };
}

function isWanted(service: ServiceRecord, request: Partial<ListServicesRequest>): boolean {
  if (request.launchType !== undefined && service.rollout.launchType !== request.launchType) return false;
  if (request.schedulingStrategy !== undefined && service.schedulingStrategy !== request.schedulingStrategy)
    return false;
  return (request.resourceManagementType ?? 'CUSTOMER') === 'CUSTOMER';
}

/** Sorting by the text read backwards: stable over pages, and no order that anybody could take for a promise. */
function reversed(text: string): string {
  return text.split('').toReversed().join('');
}
