import type { Service } from '@aws-sdk/client-ecs';
import { isClaimed, mayAdopt, refusalReason } from '../adoption.ts';
import { lastSegment } from '../names.ts';
import { describeOwner, isOwnedBy, tagMap } from '../ownership.ts';
import type { ServiceSituation } from './situation.ts';
import { IMMUTABLE_FIELDS } from './field-rules.ts';

/** Why the operator keeps its hands off a service. */
export interface Refusal {
  readonly reason: 'NotOwned' | 'Conflict' | 'InvalidSpec';
  readonly message: string;
}

/** Whether a live service with our name may be touched. `undefined`: it is ours. */
export function refuseService(situation: ServiceSituation, service: Service): Refusal | undefined {
  if (service.resourceManagementType === 'ECS') {
    return {
      reason: 'Conflict',
      message: `Service ${situation.serviceName} is managed by ECS itself (Express Mode). Choose another serviceName.`,
    };
  }
  return refuseOwner(situation, service) ?? refuseController(situation, service) ?? refuseImmutable(situation, service);
}

/** Whether the service is somebody else's, and is taken over now. */
export function adoptsService({ spec, owner, status }: ServiceSituation, service: Service): boolean {
  const tags = tagMap(service.tags);
  if (isOwnedBy(tags, owner) || isSameService(status, service)) return false;
  return mayAdopt(spec.adoptionPolicy, tags);
}

/** The service that status knows; the ARN alone cannot tell, because one that is created again has the same. */
function isSameService(status: ServiceSituation['status'], service: Service): boolean {
  const sameArn = status.serviceArn !== undefined && status.serviceArn === service.serviceArn;
  return sameArn && status.serviceCreatedAt === service.createdAt?.toISOString();
}

/**
 * Our tags decide. A service that lost them, but is known by its creation time, is still ours; the ARN alone cannot
 * tell, because a service that is created again has the same one.
 */
function refuseOwner(situation: ServiceSituation, service: Service): Refusal | undefined {
  const { owner, status, serviceName } = situation;
  const tags = tagMap(service.tags);
  if (isOwnedBy(tags, owner) || adoptsService(situation, service)) return undefined;
  const claimed = isClaimed(tags);
  const sameService = isSameService(status, service);
  if (sameService && !claimed) return undefined;
  if (refusalReason(tags, owner.installation) === 'Conflict') {
    return { reason: 'Conflict', message: `Service ${serviceName} already belongs to ${describeOwner(tags)}.` };
  }
  if (status.serviceArn !== undefined && status.serviceArn === service.serviceArn && !sameService) {
    return {
      reason: 'Conflict',
      message: `Service ${serviceName} was deleted and created again by somebody else. Delete it, or choose another serviceName.`,
    };
  }
  return {
    reason: 'NotOwned',
    message: `Service ${serviceName} exists and belongs to ${describeOwner(tags)}. ${claimed ? 'Choose' : 'Set adoptionPolicy to IfExists to take it over; or choose'} another serviceName, or delete that service.`,
  };
}

/** A spec that leaves deployments to somebody else: the operator would report on what it does not follow. */
export function refuseWantedController({ spec }: Pick<ServiceSituation, 'spec'>): Refusal | undefined {
  const type = spec.deploymentController?.type ?? 'ECS';
  if (type === 'ECS') return undefined;
  const message = `deploymentController ${type} is not supported: only deployments that ECS makes are followed. Leave deploymentController out, or set its type to ECS.`;
  return { reason: 'InvalidSpec', message };
}

/** A service whose deployments another controller makes would not follow its spec. */
function refuseController(situation: ServiceSituation, service: Service): Refusal | undefined {
  const type = service.deploymentController?.type ?? 'ECS';
  if (type === 'ECS' || !adoptsService(situation, service)) return undefined;
  const message = `Service ${situation.serviceName} is deployed by ${type}; only services that ECS deploys are adopted. Choose another serviceName.`;
  return { reason: 'Conflict', message };
}

/** Fields that no call can change; the schema refuses most such changes before they get here. */
function refuseImmutable({ spec, cluster }: ServiceSituation, service: Service): Refusal | undefined {
  if (service.clusterArn !== undefined && lastSegment(service.clusterArn) !== lastSegment(cluster)) {
    return immutable('cluster', lastSegment(service.clusterArn), cluster);
  }
  for (const field of IMMUTABLE_FIELDS) {
    const wanted = spec[field];
    const live = field === 'role' ? service.roleArn : service[field];
    if (wanted === undefined || live === undefined) continue;
    const same = field === 'role' ? lastSegment(live) === lastSegment(wanted) : live === wanted;
    if (!same) return immutable(field, live, wanted);
  }
  return undefined;
}

function immutable(field: string, live: string, wanted: string): Refusal {
  return {
    reason: 'InvalidSpec',
    message: `spec.${field} is ${wanted}, but the service was created with ${live}, and ECS cannot change that. Set it back, or delete the object and create it again.`,
  };
}
