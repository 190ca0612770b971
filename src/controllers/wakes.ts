import { isDeepStrictEqual } from 'node:util';
import { GROUP } from '../api/annotations.ts';
import type { EcsScaling, EcsService, EcsTaskDefinition } from '../api/resources.ts';
import { Priority } from '../runtime/priority.ts';
import { conditionOf } from './framework/events.ts';
import type { ManagedObject } from './framework/managed-object.ts';

/**
 * How urgently a change of an object wakes its own reconcile; `undefined`: not at all. Status alone is our own doing,
 * or somebody's meddling, which the next resync mends.
 *
 * @param initial the change belongs to the first list after a start
 */
export function ownWake(
  old: ManagedObject | undefined,
  now: ManagedObject | undefined,
  initial: boolean,
): Priority | undefined {
  if (now === undefined) return Priority.UserChange;
  if (old === undefined) return initial && isSettled(now) ? Priority.Resync : Priority.UserChange;
  const changed =
    old.metadata.generation !== now.metadata.generation ||
    old.metadata.deletionTimestamp !== now.metadata.deletionTimestamp ||
    !isDeepStrictEqual(verbs(old), verbs(now));
  return changed ? Priority.UserChange : undefined;
}

/** Nothing that a user did is waiting to be brought into effect. */
function isSettled(object: ManagedObject): boolean {
  if (object.metadata.deletionTimestamp !== undefined) return false;
  return conditionOf(object.status, 'Ready')?.observedGeneration === object.metadata.generation;
}

/** Operational annotations: ours, and nobody else's. */
function verbs(object: ManagedObject): [string, string][] {
  return Object.entries(object.metadata.annotations ?? {}).filter(([key]) => key.startsWith(`${GROUP}/`));
}

/** What of a task definition the services that refer to it act on. */
export function seenByServices(taskDefinition: EcsTaskDefinition | undefined): unknown {
  if (taskDefinition === undefined) return undefined;
  const { metadata, status, spec } = taskDefinition;
  return {
    generation: metadata.generation,
    deleted: metadata.deletionTimestamp,
    suspended: spec.suspend,
    arn: status?.taskDefinitionArn,
    hash: status?.specHash,
    registered: status?.registeredGeneration,
  };
}

/** What of a service the task definition that it refers to acts on. */
export function seenByTaskDefinition(service: EcsService | undefined): unknown {
  if (service === undefined) return undefined;
  const { metadata, status, spec } = service;
  return {
    deleted: metadata.deletionTimestamp,
    suspended: spec.suspend,
    reference: spec.taskDefinitionRef?.name,
    wanted: status?.taskDefinition?.wanted,
    stalled: conditionOf(status, 'Stalled')?.observedGeneration,
  };
}

/** What of a service the scalings that refer to it act on. */
export function seenByScalings(service: EcsService | undefined): unknown {
  if (service === undefined) return undefined;
  const { metadata, status, spec } = service;
  return {
    deleted: metadata.deletionTimestamp,
    cluster: spec.cluster,
    service: status?.serviceArn,
    created: status?.serviceCreatedAt,
    targetGroups: spec.loadBalancers?.map(({ targetGroupArn }) => targetGroupArn),
  };
}

/** What of a scaling the service that it names acts on. */
export function seenByScaledService(scaling: EcsScaling | undefined): unknown {
  if (scaling === undefined) return undefined;
  const { metadata, status, spec } = scaling;
  return {
    deleted: metadata.deletionTimestamp,
    reference: spec.serviceRef?.name,
    resourceId: spec.resourceId,
    minimum: spec.minCapacity,
    target: status?.scalableTargetArn,
  };
}

/** Whether a change of one object is news to those that see only `view` of it. */
export function isNews<T>(old: T | undefined, now: T | undefined, view: (object: T | undefined) => unknown): boolean {
  return !isDeepStrictEqual(view(old), view(now));
}
