import type { Condition, ConditionType } from '../../api/conditions.ts';
import { DemoFailure } from './demo-failure.ts';
import type { StoryKind } from './kubernetes-watch.ts';
import type { StoryObject } from './object-lines.ts';
import { namespace, objectName, type Stage } from './stage.ts';

export function conditionOf(object: StoryObject | undefined, type: ConditionType): Condition | undefined {
  return object?.status?.conditions?.find((condition) => condition.type === type);
}

/** Whether Ready=True is said of the spec as it is now. */
export function isReady(object: StoryObject | undefined): object is StoryObject {
  return (
    conditionOf(object, 'Ready')?.status === 'True' &&
    object?.status?.observedGeneration === object?.metadata.generation
  );
}

/** The object and its conditions in a few words, for the message of a failure. */
export function describeObject(kind: StoryKind, object: StoryObject | undefined): string {
  if (object === undefined) return `${kind} is not there`;
  const told = object.status?.conditions?.map(
    ({ type, status, reason, message }) => `${type}=${status} ${reason}: ${message}`,
  );
  return `${kind} has ${told === undefined || told.length === 0 ? 'no conditions' : told.join('; ')}`;
}

/**
 * Waits until the object of the quickstart is Ready and `accept` is true of it as well.
 *
 * @throws DemoFailure when it is Stalled, which no waiting changes, or when it takes too long
 */
export function untilReady(
  stage: Stage,
  kind: StoryKind,
  accept: (object: StoryObject) => boolean = () => true,
): Promise<StoryObject> {
  const read = (): StoryObject | undefined => stage.kubernetes.get(kind, namespace, objectName);
  return stage.until(
    `${kind} to be Ready`,
    () => {
      const object = read();
      if (conditionOf(object, 'Stalled')?.status === 'True') throw new DemoFailure(describeObject(kind, object));
      return isReady(object) && accept(object) ? object : undefined;
    },
    () => describeObject(kind, read()),
  );
}
