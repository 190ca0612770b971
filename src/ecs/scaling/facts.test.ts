import { describe, expect, it } from '@jest/globals';
import type { EcsScaling } from '../../api/resources.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { targetIdentity } from './desired.ts';
import { describeTarget, owningNames, settled } from './facts.ts';
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
