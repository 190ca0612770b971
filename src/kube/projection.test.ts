import { describe, expect, it } from '@jest/globals';
import type { ResourceType } from './object.ts';
import { apiVersionOf, projection } from './projection.ts';

const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const raw = {
  apiVersion: 'example.dev/v1',
  kind: 'Widget',
  metadata: {
    name: 'a',
    namespace: 'ns',
    uid: 'u1',
    resourceVersion: '5',
    generation: 2,
    creationTimestamp: '2026-01-01T00:00:00Z',
    managedFields: [{ manager: 'kubectl' }],
    annotations: { [LAST_APPLIED]: '{…}', note: 'x' },
    labels: { app: 'a' },
    finalizers: ['x.dev/y'],
    ownerReferences: [],
    selfLink: '/old',
  },
  spec: { size: 1 },
  status: { observedGeneration: 2 },
};

describe('projection', () => {
  it('keeps what is read and drops the rest', () => {
    expect(projection(WIDGET)(raw)).toEqual({
      apiVersion: 'example.dev/v1',
      kind: 'Widget',
      metadata: {
        name: 'a',
        namespace: 'ns',
        uid: 'u1',
        resourceVersion: '5',
        generation: 2,
        creationTimestamp: '2026-01-01T00:00:00Z',
        annotations: { note: 'x' },
        labels: { app: 'a' },
        finalizers: ['x.dev/y'],
      },
      spec: { size: 1 },
      status: { observedGeneration: 2 },
    });
  });

  it('leaves no annotations where only the last-applied one was', () => {
    const metadata = { ...raw.metadata, annotations: { [LAST_APPLIED]: '{…}' } };
    expect(projection(WIDGET)({ ...raw, metadata }).metadata.annotations).toBeUndefined();
  });

  it('fills in what items of a list leave out', () => {
    const { metadata } = projection(WIDGET)({ metadata: { name: 'a', uid: 'u', resourceVersion: '1' } });
    expect(metadata).toMatchObject({ namespace: '', generation: 0 });
  });

  it.each([null, 'text', {}, { metadata: {} }, { metadata: { name: 'a', uid: 'u' } }])('refuses %j', (value) => {
    expect(() => projection(WIDGET)(value)).toThrow(TypeError);
  });
});

it('names the core group by its version alone', () => {
  expect(apiVersionOf({ group: '', version: 'v1', kind: 'Event', plural: 'events' })).toBe('v1');
  expect(apiVersionOf(WIDGET)).toBe('example.dev/v1');
});
