import type { Service } from '@aws-sdk/client-ecs';
import { lastSegment } from '../names.ts';
import { isOwnedBy, ownerTags, tagMap } from '../ownership.ts';
import type { ServiceAction } from './action.ts';
import { refuseService } from './identity.ts';
import { isGone, missingFacts, MISSING_AGAIN_MS } from './plan-absent.ts';
import type { ServiceFacts } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';

/** What to do about the service of an object that is being deleted with `deletionPolicy: Delete`. */
export type DeletionPlan =
  | { readonly kind: 'gone' }
  | { readonly kind: 'delete'; readonly action: ServiceAction }
  | { readonly kind: 'wait'; readonly message: string; readonly facts: ServiceFacts; readonly afterMs: number };

/** How often (domain milliseconds) a draining service is looked at. */
const DRAINING_POLL_MS = 5_000;
/** The same once it takes long. */
const SLOW_DRAINING_POLL_MS = 30_000;
/** How many tasks a message names. */
const NAMED_TASKS = 5;

/**
 * Plans the end of a service: DeleteService with force once (its answer reads DRAINING), then a wait for INACTIVE.
 * What is gone is fine, and what is not ours stays.
 */
export function planServiceDeletion(situation: ServiceSituation): DeletionPlan {
  const { service } = situation.observed;
  if (service === undefined || service.status === 'INACTIVE') return planGone(situation);
  if (!isOurs(situation, service)) return { kind: 'gone' };
  if (service.status === 'DRAINING') return drain(situation);
  const input = { cluster: situation.cluster, service: situation.serviceName, force: true };
  return { kind: 'delete', action: { operation: 'DeleteService', input } };
}

/**
 * A service of ours is deleted even if its spec asks for something that ECS cannot change. One that was to be adopted,
 * and does not carry our tags, is not ours.
 */
function isOurs(situation: ServiceSituation, service: Service): boolean {
  const { status, owner, spec } = situation;
  if (status.adopted === true && !isOwnedBy(tagMap(service.tags), owner)) return false;
  const refusal = refuseService({ ...situation, spec: { ...spec, adoptionPolicy: 'Never' } }, service);
  return refusal === undefined || refusal.reason === 'InvalidSpec';
}

/** A drain that takes long names the tasks that it waits for; they were read only then. */
function drain(situation: ServiceSituation): DeletionPlan {
  const left = situation.observed.failedTasks?.filter(({ lastStatus }) => lastStatus !== 'STOPPED') ?? [];
  if (left.length === 0) return wait(situation, 'Waiting for the tasks to drain.', DRAINING_POLL_MS);
  const named = left
    .slice(0, NAMED_TASKS)
    .map(({ taskArn = '?', lastStatus }) => `${lastSegment(taskArn)} (${lastStatus})`);
  const more = left.length > NAMED_TASKS ? ` and ${left.length - NAMED_TASKS} more` : '';
  const message = `Waiting for tasks that have not stopped: ${named.join(', ')}${more}. ECS waits for their stopTimeout and for the deregistration delay of their target groups.`;
  return wait(situation, message, SLOW_DRAINING_POLL_MS);
}

/** Never created, or gone; a service that existed, or may have been created, is looked for twice. */
function planGone(situation: ServiceSituation): DeletionPlan {
  const { status } = situation;
  const mayExist = status.serviceArn !== undefined || status.pending?.operation === 'CreateService';
  if (!mayExist || isGone(situation)) return { kind: 'gone' };
  return wait(situation, 'ECS does not show the service; looking again before it counts as gone.', MISSING_AGAIN_MS);
}

function wait(situation: ServiceSituation, message: string, afterMs: number): DeletionPlan {
  const { conditions: _conditions, observedGeneration: _generation, ...facts } = situation.status;
  const missing = situation.observed.service === undefined;
  return { kind: 'wait', message, afterMs, facts: missing ? missingFacts(situation) : facts };
}

/** The call that takes our owner tags away from a service that is to stay; none where they are not there. */
export function planServiceRelease({
  observed,
  owner,
}: Pick<ServiceSituation, 'observed' | 'owner'>): readonly ServiceAction[] {
  const { service } = observed;
  const arn = service?.serviceArn;
  if (service === undefined || arn === undefined || service.status !== 'ACTIVE') return [];
  if (!isOwnedBy(tagMap(service.tags), owner)) return [];
  return [{ operation: 'UntagResource', input: { resourceArn: arn, tagKeys: Object.keys(ownerTags(owner)) } }];
}
