import type { Json } from '../operation.ts';
import { namedState } from '../outer-world/facts.ts';
import type { Context } from '../world.ts';
import { paginate } from './pagination.ts';
import { text } from './parameter-rules.ts';
import type { ServiceRecord } from './services/state.ts';
import { namespaceNotFound } from './services/validation/surroundings.ts';

/**
 * ListServicesByNamespace: ACTIVE services of all clusters (documented). A namespace may be meant by name or ARN.
 * One that no service names has no services, unless the outer world says that it is missing.
 *
 * @throws AwsFault NamespaceNotFoundException
 */
export function listServicesByNamespace(context: Context, input: Json): Json {
  if (namedState(context.world.outer, 'namespace', text(input, 'namespace')) === 'missing') throw namespaceNotFound();
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
