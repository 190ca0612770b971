import { describe, expect, it } from '@jest/globals';
import type { EcsService } from '../../api/resources.ts';
import { referrersBehind } from './referrers.ts';

const arn = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:2';

function service(change: { spec?: object; status?: object; metadata?: object }): EcsService {
  const metadata = {
    name: 'web',
    namespace: 'shop',
    uid: 'u',
    resourceVersion: '1',
    generation: 1,
    creationTimestamp: '',
  };
  return {
    apiVersion: 'ecs-operator.dev/v1alpha1',
    kind: 'EcsService',
    metadata: { ...metadata, ...change.metadata },
    spec: { taskDefinitionRef: { name: 'web' }, ...change.spec },
    status: { observedGeneration: 1, conditions: [], ...change.status },
  };
}

const stalled = (observedGeneration: number) => ({
  conditions: [
    { type: 'Stalled', status: 'True', reason: 'RolledBack', message: '', lastTransitionTime: '', observedGeneration },
  ],
});

describe('referrersBehind', () => {
  it.each([
    ['a service that has written nothing', service({}), ['web']],
    ['a service on another revision', service({ status: { taskDefinition: { wanted: 'other' } } }), ['web']],
    ['a service that wants the revision', service({ status: { taskDefinition: { wanted: arn } } }), []],
    ['a suspended service', service({ spec: { suspend: true } }), []],
    ['a terminating service', service({ metadata: { deletionTimestamp: 'now' } }), []],
    ['a service stalled at its present generation', service({ status: stalled(1) }), []],
    ['a service stalled at an earlier generation', service({ status: stalled(0) }), ['web']],
  ])('%s', (_what, referrer, expected) => {
    expect(referrersBehind([referrer], arn)).toEqual(expected);
  });
});
