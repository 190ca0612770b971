import { describe, expect, it } from '@jest/globals';
import type { EcsScaling } from '../../api/resources.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { targetIdentity } from './desired.ts';
import { begun, describeTarget, ownsMore, owningNames, settled } from './facts.ts';
import type { ScalingObservation } from './situation.ts';

const born: EcsScalingStatus = { observedGeneration: -1, conditions: [] };
const spec: EcsScaling['spec'] = {
  minCapacity: 1,
  maxCapacity: 3,
  policies: [{ name: 'b', policyType: 'StepScaling' }],
};
const metadata = {
  name: 'web',
  namespace: 'shop',
  uid: 'u',
  resourceVersion: '1',
  generation: 4,
  creationTimestamp: '',
};
const object: EcsScaling = { apiVersion: 'v', kind: 'EcsScaling', metadata, spec };

describe('names that are owned', () => {
  it('grow before anything is made, and shrink once AWS reads back as the spec says', () => {
    const before = owningNames({ ...born, ownedPolicies: ['a'], ownedTagKeys: ['x'] }, spec, ['y']);
    expect(before).toMatchObject({ ownedPolicies: ['a', 'b'], ownedTagKeys: ['x', 'y'] });
    const after = settled(before, object, ['y']);
    expect(after).toMatchObject({
      ownedPolicies: ['b'],
      ownedTagKeys: ['y'],
      taggedGeneration: 4,
      appliedMaxCapacity: 3,
    });
  });

  it('remember that suspension was named until it is taken back', () => {
    const named = owningNames(born, { ...spec, suspendedState: {} }, []);
    expect(named.suspensionOwned).toBe(true);
    expect(owningNames(named, spec, []).suspensionOwned).toBe(true);
    expect(settled(named, object, []).suspensionOwned).toBeUndefined();
  });
});

describe('a new generation', () => {
  const alarm = { evaluationPeriods: 1, comparisonOperator: 'GreaterThanThreshold' } as const;
  const alarmed: EcsScaling['spec'] = { ...spec, policies: [{ name: 'b', policyType: 'StepScaling', alarm }] };

  it('owns what it names on a target that is not known yet, and its alarms where they have names', () => {
    expect(begun(born, alarmed, ['x'])).toMatchObject({ ownedPolicies: ['b'], ownedTagKeys: ['x'] });
    expect(begun(born, alarmed, []).ownedAlarms).toBeUndefined();
    const located = begun({ ...born, resourceId: 'service/demo/web' }, alarmed, []);
    expect(located.ownedAlarms).toEqual(['ecs-operator/service/demo/web/b']);
  });

  it('owns no new name on a target that is known, before it is found free', () => {
    const known = { ...born, resourceId: 'service/demo/web', scalableTargetArn: 'arn', ownedPolicies: ['a'] };
    expect(begun(known, alarmed, [])).toMatchObject({ ownedPolicies: ['a'] });
    const found = owningNames(known, alarmed, []);
    expect(found).toMatchObject({ ownedPolicies: ['a', 'b'], ownedAlarms: ['ecs-operator/service/demo/web/b'] });
    expect([ownsMore(found, known), ownsMore(found, found), ownsMore(found, undefined)]).toEqual([true, false, true]);
    expect(ownsMore(known, found)).toBe(false);
  });
});

describe('describeTarget', () => {
  const identity = targetIdentity('service/demo/web');
  const made = { ...identity, CreationTime: new Date(0) };
  const alarms = ['low', 'high'].map((AlarmName) => ({ AlarmName, AlarmARN: `arn-${AlarmName}` }));
  const observed: ScalingObservation = {
    target: { ...made, ScalableTargetARN: 'arn', MinCapacity: 1, MaxCapacity: 3, RoleARN: 'role' },
    policies: [
      { ...made, PolicyName: 'b', PolicyARN: 'arn-b', PolicyType: 'StepScaling', Alarms: alarms },
      { ...made, PolicyName: 'theirs', PolicyARN: 'arn-t', PolicyType: 'StepScaling' },
    ],
    scheduledActions: [],
    alarms: [],
    tags: undefined,
    alarmTags: new Map(),
  };

  it('tells our policies with their alarms, and the names of the others', () => {
    expect(describeTarget({ ...born, ownedPolicies: ['b'] }, spec, observed, ['theirs'])).toMatchObject({
      scalableTargetArn: 'arn',
      minCapacity: 1,
      maxCapacity: 3,
      policies: [{ name: 'b', policyArn: 'arn-b', alarms: ['high', 'low'] }],
      foreign: ['theirs'],
    });
  });

  it('forgets a target that is gone', () => {
    const facts = describeTarget({ ...born, ownedPolicies: ['b'] }, spec, observed, []);
    const gone = describeTarget(facts, spec, { ...observed, target: undefined }, []);
    expect(gone.scalableTargetArn).toBeUndefined();
    expect(gone.policies).toBeUndefined();
  });
});
