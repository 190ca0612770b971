import type { Service } from '@aws-sdk/client-ecs';
import { OwnerTag } from '../../api/annotations.ts';
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
  return refuseOwner(situation, service) ?? refuseImmutable(situation, service);
}

/**
 * Our tags decide. A service that lost them, but is known by its creation time, is still ours; the ARN alone cannot
 * tell, because a service that is created again has the same one.
 */
function refuseOwner({ owner, status, serviceName }: ServiceSituation, service: Service): Refusal | undefined {
  const tags = tagMap(service.tags);
  if (isOwnedBy(tags, owner)) return undefined;
  const claimed = tags[OwnerTag.Kind] !== undefined;
  const sameArn = status.serviceArn !== undefined && status.serviceArn === service.serviceArn;
  const sameService = sameArn && status.serviceCreatedAt === service.createdAt?.toISOString();
  if (sameService && !claimed) return undefined;
  if (claimed && tags[OwnerTag.Installation] === owner.installation) {
    return { reason: 'Conflict', message: `Service ${serviceName} already belongs to ${describeOwner(tags)}.` };
  }
  if (sameArn && !sameService) {
    return {
      reason: 'Conflict',
      message: `Service ${serviceName} was deleted and created again by somebody else. Delete it, or choose another serviceName.`,
    };
  }
  return {
    reason: 'NotOwned',
    message: `Service ${serviceName} exists and belongs to ${describeOwner(tags)}. Choose another serviceName, or delete that service.`,
  };
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
