import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { paginate } from '../pagination.ts';

/** ListClusters: ACTIVE clusters only (recorded), 100 to a page. */
export function listClusters(context: Context, input: Json): Json {
  const active = [...context.world.ecs.clusters.values()].filter(({ status }) => status === 'ACTIVE');
  const page = paginate(active, input, 100);
  return { clusterArns: page.items.map(({ arn }) => arn), ...page.token };
}
