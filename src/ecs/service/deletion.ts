import type { Service } from '@aws-sdk/client-ecs';
import type { Reason } from '../../api/reasons.ts';
import { ownerTags, tagMap } from '../ownership.ts';
import type { ServiceAction } from './action.ts';
import { refuseScope, refuseService } from './identity.ts';
import { isGone, missingFacts, MISSING_AGAIN_MS } from './plan-absent.ts';
import type { ServiceFacts } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';

/** What to do about the service of an object that is being deleted. */
export type DeletionPlan =
  /** Nothing of ours is left (or it is to stay): the finalizer may go after the actions. */
  | { readonly kind: 'release'; readonly actions: readonly ServiceAction[]; readonly bestEffort: boolean }
  | { readonly kind: 'delete'; readonly action: ServiceAction; readonly message: string }
  | { readonly kind: 'wait'; readonly message: string; readonly facts: ServiceFacts; readonly afterMs: number }
  | { readonly kind: 'stalled'; readonly reason: Reason; readonly message: string };

/** How often (domain milliseconds) a draining service is looked at. */
const DRAINING_POLL_MS = 5_000;

/** Whether the object's end needs no look at AWS to be allowed. */
export function retains({ spec }: Pick<ServiceSituation, 'spec'>): boolean {
  return spec.deletionPolicy === 'Retain';
}

/**
 * Plans the end of a service: DeleteService with force once (its answer reads DRAINING), then a wait for INACTIVE.
 * What is gone is fine, what is not ours stays, and Retain only takes our tags away, if that works.
 */
export function planServiceDeletion(situation: ServiceSituation): DeletionPlan {
  if (retains(situation)) return { kind: 'release', actions: untagging(situation), bestEffort: true };
  const moved = refuseScope(situation);
  if (moved !== undefined) {
    const message = `${moved.message} To let go of the service, set deletionPolicy to Retain.`;
    return { kind: 'stalled', reason: moved.reason, message };
  }
  const { service } = situation.observed;
  if (service === undefined || service.status === 'INACTIVE') return planGone(situation);
  if (!isOurs(situation, service)) return released();
  if (service.status === 'DRAINING') return wait(situation, 'Waiting for the tasks to drain.', DRAINING_POLL_MS);
  const input = { cluster: situation.cluster, service: situation.serviceName, force: true };
  return { kind: 'delete', action: { operation: 'DeleteService', input }, message: 'Deleting the service.' };
}

/** A service of ours is deleted even if its spec asks for something that ECS cannot change. */
function isOurs(situation: ServiceSituation, service: Service): boolean {
  const refusal = refuseService(situation, service);
  return refusal === undefined || refusal.reason === 'InvalidSpec';
}

/** Never created, or gone; a service that existed, or may have been created, is looked for twice. */
function planGone(situation: ServiceSituation): DeletionPlan {
  const { status } = situation;
  const mayExist = status.serviceArn !== undefined || status.pending?.operation === 'CreateService';
  if (!mayExist || isGone(situation)) return released();
  return wait(situation, 'ECS does not show the service; looking again before it counts as gone.', MISSING_AGAIN_MS);
}

function wait(situation: ServiceSituation, message: string, afterMs: number): DeletionPlan {
  const { conditions: _conditions, observedGeneration: _generation, ...facts } = situation.status;
  const missing = situation.observed.service === undefined;
  return { kind: 'wait', message, afterMs, facts: missing ? missingFacts(situation) : facts };
}

function released(): DeletionPlan {
  return { kind: 'release', actions: [], bestEffort: false };
}

function untagging({ observed, owner, status }: ServiceSituation): readonly ServiceAction[] {
  const { service } = observed;
  const arn = service?.serviceArn;
  if (service === undefined || arn === undefined || service.status !== 'ACTIVE') return [];
  const live = tagMap(service.tags);
  const ours = Object.entries(ownerTags(owner)).every(([key, value]) => live[key] === value);
  if (!ours || status.serviceArn === undefined) return [];
  return [{ operation: 'UntagResource', input: { resourceArn: arn, tagKeys: Object.keys(ownerTags(owner)) } }];
}
