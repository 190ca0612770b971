import { isIgnored } from '../service/ignored-differences.ts';
import type { EcsService } from '../../api/resources.ts';

/**
 * The services, by name, that have yet to take up revision `arn`: each must have written that it wants it. Suspended,
 * blocked (Stalled) and terminating ones do not count, or they would hold back everybody; neither do those that leave
 * their task definition to others.
 */
export function referrersBehind(services: readonly EcsService[], arn: string): string[] {
  return services
    .filter((service) => countsAsReferrer(service) && service.status?.taskDefinition?.wanted !== arn)
    .map((service) => service.metadata.name);
}

function countsAsReferrer(service: EcsService): boolean {
  if (isIgnored(service.spec, 'taskDefinition')) return false;
  if (service.metadata.deletionTimestamp !== undefined || service.spec.suspend === true) return false;
  const stalled = service.status?.conditions?.find((condition) => condition.type === 'Stalled');
  return stalled === undefined || stalled.observedGeneration !== service.metadata.generation;
}
