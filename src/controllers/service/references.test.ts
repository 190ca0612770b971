import { describe, expect, it } from '@jest/globals';
import { BY_RESOURCE, BY_SERVICE, scaledResourceIds, scaledServiceKeys } from '../scaling/scaled-service.ts';
import { EcsScalingType, EcsServiceType, EcsTaskDefinitionType } from '../../api/resources.ts';
import type { EcsScaling, EcsService, EcsTaskDefinition } from '../../api/resources.ts';
import { InMemoryApiServer } from '../../kube/in-memory/api-server.ts';
import { ObjectStore } from '../../kube/store.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { ServiceReferences } from './references.ts';
import { knownTaskDefinition } from './task-definition.ts';

const key = { namespace: 'shop', name: 'web' };
const scope = { accountId: '111122223333', region: 'us-east-1' };
const arn = 'arn:aws:ecs:us-east-1:111122223333:task-definition/shop_web:1';
const registered = {
  observedGeneration: 1,
  conditions: [],
  taskDefinitionArn: arn,
  specHash: 'v1:x',
  registeredGeneration: 1,
};

function cluster() {
  const server = new InMemoryApiServer(new ManualClock());
  const taskDefinitionStore = new ObjectStore<EcsTaskDefinition>();
  const scalingStore = new ObjectStore<EcsScaling>({
    indexes: { [BY_SERVICE]: scaledServiceKeys, [BY_RESOURCE]: scaledResourceIds },
  });
  server.connect(EcsTaskDefinitionType, taskDefinitionStore);
  server.connect(EcsScalingType, scalingStore);
  return {
    taskDefinitions: server.user<EcsTaskDefinition>(EcsTaskDefinitionType),
    services: server.user<EcsService>(EcsServiceType),
    scalings: server.user<EcsScaling>(EcsScalingType),
    references: new ServiceReferences(taskDefinitionStore, scalingStore),
  };
}

const spec = { containerDefinitions: [{ name: 'app', image: 'app:1' }] };

describe('the task definition of a service', () => {
  it('is resolved once its present generation is registered', () => {
    const { taskDefinitions, references } = cluster();
    const read = () => references.taskDefinition('shop', 'web');
    expect(read()).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('does not exist') });
    taskDefinitions.create({ ...key, spec });
    expect(read().kind).toBe('unregistered');
    taskDefinitions.replaceStatus(key, registered);
    expect(read()).toEqual({ kind: 'resolved', arn, contentHash: 'v1:x' });
    taskDefinitions.replaceSpec(key, { containerDefinitions: [{ name: 'app', image: 'app:2' }] });
    expect(read().kind).toBe('unregistered');
  });

  it.each([
    ['suspended', { ...spec, suspend: true }, { observedGeneration: -1, conditions: [] }, 'suspended'],
    [
      'refused by AWS',
      spec,
      {
        observedGeneration: 1,
        conditions: [
          {
            type: 'Stalled',
            status: 'True',
            reason: 'InvalidSpec',
            message: 'No.',
            observedGeneration: 1,
            lastTransitionTime: '2026-11-21T12:00:00Z',
          },
        ],
      },
      'cannot register its spec: No.',
    ],
  ])('is unavailable when it is %s', (_case, manifest, status, words) => {
    const { taskDefinitions, references } = cluster();
    taskDefinitions.create({ ...key, spec: manifest });
    taskDefinitions.replaceStatus(key, status);
    const reading = references.taskDefinition('shop', 'web');
    expect(reading).toMatchObject({ kind: 'unavailable', message: expect.stringContaining(words) });
  });

  it.each([
    ['a revision', { taskDefinition: 'web:3' }, { kind: 'resolved', arn: arn.replace('shop_web:1', 'web:3') }],
    ['none', {}, { kind: 'none' }],
    ['a family, not resolved yet', { taskDefinition: 'web' }, undefined],
  ])('may be %s', (_case, manifest, expected) => {
    const { services, references } = cluster();
    const service = services.create({ ...key, spec: manifest });
    expect(knownTaskDefinition(service, references, scope)).toEqual(expected);
  });

  it('is pinned for a generation and a restart', () => {
    const { services, references } = cluster();
    services.create({ ...key, spec: { taskDefinition: 'web' } });
    const taskDefinition = { wanted: arn, resolvedFor: '1/' };
    services.replaceStatus(key, { observedGeneration: 1, conditions: [], taskDefinition });
    expect(knownTaskDefinition(services.mustRead(key), references, scope)).toEqual({ kind: 'resolved', arn });
    services.annotate(key, { 'ecs-operator.dev/restarted-at': 'now' });
    expect(knownTaskDefinition(services.mustRead(key), references, scope)).toBeUndefined();
  });
});

describe('the scaling of a service', () => {
  it('is the one that names it', () => {
    const { services, scalings, references } = cluster();
    const service = services.create({ ...key, spec: {} });
    expect(references.scaling(service)).toBe('absent');
    scalings.create({ ...key, spec: { serviceRef: { name: 'web' }, minCapacity: 3, maxCapacity: 9 } });
    expect(references.scaling(service)).toEqual({ minCapacity: 3 });
    scalings.create({
      namespace: 'other',
      name: 'web',
      spec: { serviceRef: { name: 'web' }, minCapacity: 1, maxCapacity: 2 },
    });
    expect(references.scaling(service)).toEqual({ minCapacity: 3 });
    scalings.delete(key);
    expect(references.scaling(service)).toBe('absent');
  });

  it.each([
    ['is one that spells it out, in any namespace', { resourceId: 'service/demo/shop_web' }, { minCapacity: 3 }],
    ['is one that is suspended', { resourceId: 'service/demo/shop_web', suspend: true }, { minCapacity: 3 }],
    ['is none for another service', { resourceId: 'service/demo/shop_other' }, 'absent'],
    ['is none in another Region', { resourceId: 'service/demo/shop_web', region: 'eu-west-1' }, 'absent'],
  ] as const)('%s', (_case, named, expected) => {
    const { services, scalings, references } = cluster();
    const service = services.create({ ...key, spec: { cluster: 'arn:aws:ecs:us-east-1:111122223333:cluster/demo' } });
    scalings.create({ namespace: 'platform', name: 'any', spec: { ...named, minCapacity: 3, maxCapacity: 9 } });
    expect(references.scaling(service)).toEqual(expected);
  });

  it('is unknown before they are listed', () => {
    const unsynced = new ServiceReferences(new ObjectStore<EcsTaskDefinition>(), new ObjectStore<EcsScaling>());
    const { services } = cluster();
    expect(unsynced.scaling(services.create({ ...key, spec: {} }))).toBe('unknown');
  });
});
