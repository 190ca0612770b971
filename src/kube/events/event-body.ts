import { createHash } from 'node:crypto';
import type { KubeObject, ResourceType } from '../object.ts';
import type { EventNote } from '../port.ts';
import { apiVersionOf } from '../projection.ts';

/** Longest message that `events.k8s.io` takes; one Event type for all readers. */
const MESSAGE_CHARACTERS = 1_024;
/** Longest object name (253) less the dot and the 16 digits that are added. */
const NAME_CHARACTERS = 236;

/** One thing that was said about one object, once or many times. */
export interface Occurrence {
  readonly type: ResourceType;
  readonly object: KubeObject;
  readonly note: EventNote;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

/** Who speaks. */
export interface Reporter {
  readonly component: string;
  /** The Pod, or the process. */
  readonly instance: string;
}

/** What makes two Events the same: object, type, reason and message. */
export function sameness(object: KubeObject, note: EventNote): string {
  return [object.metadata.uid, note.type, note.reason, note.message].join('\0');
}

/**
 * A core/v1 Event: `kubectl describe` shows its count and first and last time ("2m (x3 over 10m)"), every other reader
 * knows it too, and a repeat is a small patch.
 */
export function eventBody({ type, object, note, firstAt, lastAt, count }: Occurrence, reporter: Reporter): unknown {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName(object, note, firstAt), namespace: eventNamespace(object) },
    involvedObject: { apiVersion: apiVersionOf(type), kind: type.kind, name, namespace, uid, resourceVersion },
    type: note.type,
    reason: note.reason,
    message: shortened(note.message),
    source: { component: reporter.component },
    reportingComponent: reporter.component,
    reportingInstance: reporter.instance,
    firstTimestamp: timestamp(firstAt),
    lastTimestamp: timestamp(lastAt),
    count,
  };
}

/** What changes at a repeat. */
export function repeatPatch({ lastAt, count }: Occurrence): unknown {
  return { count, lastTimestamp: timestamp(lastAt) };
}

export function eventName(object: KubeObject, note: EventNote, firstAt: number): string {
  const digest = createHash('sha256')
    .update(`${sameness(object, note)}\0${firstAt}`)
    .digest('hex');
  return `${object.metadata.name.slice(0, NAME_CHARACTERS)}.${digest.slice(0, 16)}`;
}

/** Events about objects without a namespace live in `default`. */
export function eventNamespace(object: KubeObject): string {
  return object.metadata.namespace === '' ? 'default' : object.metadata.namespace;
}

function shortened(message: string): string {
  return message.length <= MESSAGE_CHARACTERS ? message : `${message.slice(0, MESSAGE_CHARACTERS - 1)}…`;
}

/** Second precision, as Kubernetes writes it. */
function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
