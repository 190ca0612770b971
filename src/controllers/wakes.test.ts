import { describe, expect, it } from '@jest/globals';
import { Annotation } from '../api/annotations.ts';
import type { ManagedObject } from './framework/managed-object.ts';
import { Priority } from '../runtime/priority.ts';
import { isNews, ownWake } from './wakes.ts';

function object(metadata: object = {}, readyAt?: number): ManagedObject {
  const base = { name: 'web', namespace: 'shop', uid: 'u', resourceVersion: '1', generation: 2, creationTimestamp: '' };
  const ready = { type: 'Ready' as const, status: 'True' as const, reason: '', message: '', lastTransitionTime: '' };
  return {
    apiVersion: 'v',
    kind: 'K',
    metadata: { ...base, ...metadata },
    spec: {},
    status: {
      observedGeneration: readyAt ?? -1,
      conditions: readyAt === undefined ? [] : [{ ...ready, observedGeneration: readyAt }],
    },
  };
}

const annotated = (annotations: Record<string, string>) => object({ annotations });

describe('ownWake', () => {
  it.each([
    ['a new object', undefined, object(), false, Priority.UserChange],
    ['a settled object of the first list', undefined, object({}, 2), true, Priority.Resync],
    ['an object of the first list with a newer generation', undefined, object({}, 1), true, Priority.UserChange],
    [
      'an object of the first list under deletion',
      undefined,
      object({ deletionTimestamp: 't' }, 2),
      true,
      Priority.UserChange,
    ],
    ['a new generation', object(), object({ generation: 3 }), false, Priority.UserChange],
    ['a deletion', object(), object({ deletionTimestamp: 't' }), false, Priority.UserChange],
    [
      'one of our annotations',
      object(),
      annotated({ [Annotation.ReconcileRequestedAt]: '1' }),
      false,
      Priority.UserChange,
    ],
    ['an annotation of somebody else', object(), annotated({ 'example.com/x': '1' }), false, undefined],
    ['a status of ours', object(), object({ resourceVersion: '2' }, 2), false, undefined],
    ['an object that is gone', object(), undefined, false, Priority.UserChange],
  ])('%s', (_what, old, now, initial, expected) => {
    expect(ownWake(old, now, initial)).toBe(expected);
  });
});

describe('isNews', () => {
  it('is decided by what the other side sees', () => {
    const view = (seen: { a: number; b: number } | undefined) => seen?.a;
    expect(isNews({ a: 1, b: 1 }, { a: 1, b: 2 }, view)).toBe(false);
    expect(isNews({ a: 1, b: 1 }, { a: 2, b: 1 }, view)).toBe(true);
    expect(isNews(undefined, { a: 1, b: 1 }, view)).toBe(true);
  });
});
