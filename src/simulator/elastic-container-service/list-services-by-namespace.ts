import type { Json } from '../operation.ts';
import type { Context } from '../world.ts';
import { paginate } from './pagination.ts';
import { text } from './parameter-rules.ts';
import type { ServiceRecord } from './services/state.ts';

/**
 * ListServicesByNamespace: ACTIVE services of all clusters (documented). A namespace may be meant by name or ARN.
 * Namespaces are not simulated: one that no service names has no services.
 */
export function listServicesByNamespace(context: Context, input: Json): Json {
  const wanted = namespaceName(text(input, 'namespace') ?? '');
  const arns = [...context.world.services.services.values()]
    .filter((service) => service.status === 'ACTIVE' && namespaceOf(context, service) === wanted)
    .map(({ arn }) => arn);
  const { items, token } = paginate(arns, input, 10);
  return { serviceArns: items, ...token };
}

/** A service that uses Service Connect without naming a namespace is in its cluster's default one (documented). */
function namespaceOf(context: Context, service: ServiceRecord): string | undefined {
  const connect = service.rollout.serviceConnectConfiguration;
  if (connect?.enabled !== true) return undefined;
  const fallback = context.world.ecs.clusters.get(service.clusterName)?.serviceConnectDefaults?.['namespace'];
  const namespace = connect.namespace ?? (fallback as string | undefined);
  return namespace === undefined ? undefined : namespaceName(namespace);
}

function namespaceName(reference: string): string {
  return reference.startsWith('arn:') ? reference.slice(reference.lastIndexOf('/') + 1) : reference;
}
