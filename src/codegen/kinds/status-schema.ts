import type { CommonStatus, Pending } from '../../api/status.ts';
import type { Schema } from '../schema.ts';

/**
 * The schema that fits a TypeScript type: the compiler refuses a status schema with a field more or less than
 * `src/api/status.ts` has.
 */
export type SchemaOf<T> = [T] extends [string]
  ? Schema & { type: 'string' }
  : [T] extends [number]
    ? Schema & { type: 'integer' | 'number' }
    : [T] extends [boolean]
      ? Schema & { type: 'boolean' }
      : [T] extends [string | number]
        ? Schema & { 'x-kubernetes-int-or-string': true }
        : T extends readonly (infer Item)[]
          ? Schema & { type: 'array'; items: SchemaOf<Item> }
          : string extends keyof T
            ? Schema & { type: 'object'; additionalProperties: SchemaOf<T[keyof T]> }
            : Schema & { type: 'object'; properties: PropertiesOf<T> };

/** The `properties` of {@link SchemaOf}. */
export type PropertiesOf<T> = { [K in keyof Required<T>]: SchemaOf<NonNullable<T[K]>> };

const MESSAGE_LENGTH = 32_768;

/** A string of the operator's own making. */
export function line(description: string, maxLength = 2048) {
  return { description, type: 'string', maxLength } as const;
}

/** Words for people; AWS's own may be long. */
export function words(description: string) {
  return line(description, MESSAGE_LENGTH);
}

/** A time. */
export function moment(description: string) {
  return { description, type: 'string', format: 'date-time' } as const;
}

/** A whole number. */
export function count(description: string) {
  return { description, type: 'integer', format: 'int64' } as const;
}

/** A list of lines or words. */
export function lines<Item extends Schema>(description: string, maxItems: number, items: Item) {
  return { description, type: 'array', maxItems, 'x-kubernetes-list-type': 'atomic', items } as const;
}

/** A list of objects that is written as a whole. */
export function records<P extends Record<string, Schema>>(
  description: string,
  maxItems: number,
  properties: P,
  required: readonly (keyof P & string)[],
) {
  return lines(description, maxItems, { type: 'object', required, properties } as const);
}

const condition = {
  type: { ...line('Ready, Reconciling, Stalled or Suspended.', 316), pattern: '^[A-Z][A-Za-z]*$' },
  status: { description: 'True, False or Unknown.', type: 'string', enum: ['True', 'False', 'Unknown'] },
  reason: line('A constant; see the list of reasons.', 1024),
  message: words('What happened, what AWS said and what can be done.'),
  lastTransitionTime: moment('When the status last flipped.'),
  observedGeneration: count('The generation that the condition speaks of.'),
} as const;

const pending = {
  operation: line('The AWS operation.', 64),
  key: line('What tells whether the call took effect.'),
  since: moment('When it was sent.'),
} satisfies PropertiesOf<Pending>;

/** The fields of `CommonStatus`. */
export const commonStatus = {
  observedGeneration: count('Newest generation whose outcome is known: Ready, Stalled or Suspended. -1 before that.'),
  conditions: {
    description: 'Ready always; Reconciling, Stalled and Suspended while they are True.',
    type: 'array',
    maxItems: 32,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
    items: {
      type: 'object',
      required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
      properties: condition,
    },
  },
  lastHandled: {
    description: 'Last handled value of each operational annotation.',
    type: 'object',
    maxProperties: 32,
    additionalProperties: { type: 'string', maxLength: 2048 },
  },
  accountId: line('AWS account.', 64),
  region: line('AWS Region.', 64),
  pending: { description: 'A call under way that AWS does not de-duplicate.', type: 'object', properties: pending },
  plan: lines('Differences that are not being corrected, while suspended or observing.', 256, line('One difference.')),
  adopted: {
    description: 'The AWS side was there before and was taken over, as `adoptionPolicy` says.',
    type: 'boolean',
  },
} satisfies PropertiesOf<CommonStatus>;

/** A whole status, born as not yet observed: kstatus would take an object without status for finished. */
export function statusSchema(properties: Record<string, Schema>): Schema {
  return {
    description: 'What is. Written by the operator only.',
    type: 'object',
    default: { observedGeneration: -1 },
    properties,
  };
}
