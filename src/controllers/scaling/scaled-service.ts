import { Reason } from '../../api/reasons.ts';
import type { EcsScaling, EcsService } from '../../api/resources.ts';
import { scalingResourceId } from '../../ecs/names.ts';
import type { Service } from '@aws-sdk/client-ecs';
import type { Session } from '../framework/session.ts';
import { keyOf } from '../../kube/object.ts';
import type { Store } from '../../kube/port.ts';
import type { Verdict } from '../framework/verdict.ts';

/** How often a missing service is looked for, without its waking us. */
const SERVICE_POLL_MS = 60_000;

export type ScaledService =
  { readonly kind: 'found'; readonly resourceId: string } | (Verdict & { readonly kind: 'waiting' });

/** The service that a scaling names, once it exists in ECS. */
export function resolveService(scaling: EcsScaling, services: Store<EcsService>): ScaledService {
  const { resourceId, serviceRef } = scaling.spec;
  if (resourceId !== undefined) return { kind: 'found', resourceId };
  const name = serviceRef?.name ?? '';
  const service = services.get(`${scaling.metadata.namespace}/${name}`);
  if (service === undefined) return waiting(`EcsService ${name} does not exist in this namespace.`);
  if (service.metadata.deletionTimestamp !== undefined) return waiting(`EcsService ${name} is being deleted.`);
  const { serviceArn, serviceName } = service.status ?? {};
  if (serviceArn === undefined || serviceName === undefined) return waiting(`EcsService ${name} is not created yet.`);
  return { kind: 'found', resourceId: scalingResourceId(service.spec.cluster ?? 'default', serviceName) };
}

/**
 * The desired count as far as it is known: that of the EcsService's status, or of a service that is none, which is read
 * along with others.
 */
export async function readDesiredCount(
  session: Session<EcsScaling>,
  services: Store<EcsService>,
): Promise<number | undefined> {
  const { metadata, spec } = session.object;
  if (spec.serviceRef !== undefined) {
    return services.get(`${metadata.namespace}/${spec.serviceRef.name}`)?.status?.desiredCount;
  }
  return (await readServiceByResourceId(session))?.desiredCount;
}

/** The service that `resourceId` spells out, read along with others. @throws AwaitToken, AwsError */
export async function readServiceByResourceId(session: Session<EcsScaling>): Promise<Service | undefined> {
  const [, cluster = '', serviceName = ''] = session.object.spec.resourceId?.split('/') ?? [];
  const reading = await session.aws.readService(cluster, serviceName, session.call);
  return reading.kind === 'found' ? reading.service : undefined;
}

function waiting(message: string): ScaledService {
  return { kind: 'waiting', reason: Reason.DependencyNotReady, message, againMs: SERVICE_POLL_MS };
}

/** Index of EcsScalings by the key of the EcsService that they name. */
export const BY_SERVICE = 'byService';

/** Index of EcsScalings by the `resourceId` that they spell out. */
export const BY_RESOURCE = 'byResource';

/** The index function behind {@link BY_RESOURCE}. */
export function scaledResourceIds({ spec }: EcsScaling): string[] {
  return spec.resourceId === undefined ? [] : [spec.resourceId];
}

/** The index function behind {@link BY_SERVICE}. */
export function scaledServiceKeys(scaling: EcsScaling): string[] {
  const name = scaling.spec.serviceRef?.name;
  return name === undefined ? [] : [keyOf({ namespace: scaling.metadata.namespace, name })];
}
