import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { desiredTags, ownerTags } from '../ownership.ts';
import { policyInput, scheduledActionInput, targetIdentity } from './desired.ts';
import { planScaling } from './plan.ts';
import type { ScalingPlan } from './plan.ts';
import type { ScalingObservation, ScalingSituation } from './situation.ts';

const owner = { installation: 'i-1', kind: 'EcsScaling', namespace: 'shop', name: 'web' };
const resourceId = 'service/demo/web';
const arn = 'arn:aws:application-autoscaling:us-east-1:111122223333:scalable-target/0ec5';

const cpu = {
  name: 'cpu',
  policyType: 'TargetTrackingScaling',
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
} as const;
const night = { name: 'night', schedule: 'cron(0 22 * * ? *)', scalableTargetAction: { maxCapacity: 1 } };

const spec: EcsScalingSpec = { serviceRef: { name: 'web' }, minCapacity: 2, maxCapacity: 6, policies: [cpu] };
const status: EcsScalingStatus = {
  observedGeneration: 1,
  conditions: [],
  scalableTargetArn: arn,
  ownedPolicies: ['cpu'],
  appliedMinCapacity: 2,
  appliedMaxCapacity: 6,
};

const target = (change: Partial<ScalableTarget> = {}) =>
  ({
    ...targetIdentity(resourceId),
    ScalableTargetARN: arn,
    MinCapacity: 2,
    MaxCapacity: 6,
    ...change,
  }) as ScalableTarget;
const policy = (change: object = {}) => ({ ...policyInput(resourceId, cpu), ...change }) as ScalingPolicy;
const action = (change: object = {}) => ({ ...scheduledActionInput(resourceId, night), ...change }) as ScheduledAction;

const inStep: ScalingObservation = {
  target: target(),
  policies: [policy()],
  scheduledActions: [],
  alarms: [],
  tags: undefined,
  alarmTags: new Map(),
};
const nothing: ScalingObservation = {
  target: undefined,
  policies: [],
  scheduledActions: [],
  alarms: [],
  tags: undefined,
  alarmTags: new Map(),
};

function plan(change: Partial<ScalingSituation>): ScalingPlan {
  return planScaling({
    spec,
    status,
    resourceId,
    owner,
    desiredTags: desiredTags(owner, {}, undefined),
    observed: inStep,
    ...change,
  });
}

function whats(change: Partial<ScalingSituation>): string[] {
  const made = plan(change);
  return made.kind === 'actions' ? made.actions.map(({ what }) => what) : [made.kind];
}

describe('planScaling', () => {
  it('does nothing when AWS holds what the spec says', () => {
    expect(plan({})).toEqual({ kind: 'actions', actions: [], foreign: [], adopts: false, takesOver: [] });
  });

  it('registers the target with its tags before the policies', () => {
    const made = plan({ observed: nothing, status: { observedGeneration: -1, conditions: [] } });
    expect(made.kind === 'actions' && made.actions.map(({ kind }) => kind)).toEqual(['register', 'putPolicy']);
    expect(made).toMatchObject({
      actions: [{ input: { MinCapacity: 2, MaxCapacity: 6, Tags: ownerTags(owner) } }, {}],
    });
  });

  it.each<[string, Partial<ScalingSituation>, string[]]>([
    ['a changed bound', { spec: { ...spec, maxCapacity: 9 } }, ['Change bounds to 2 and 9']],
    [
      'a bound moved by another hand',
      { observed: { ...inStep, target: target({ MaxCapacity: 3 }) } },
      ['Change bounds to 2 and 6'],
    ],
    [
      'a changed policy',
      {
        spec: {
          ...spec,
          policies: [
            {
              ...cpu,
              targetTrackingScalingPolicyConfiguration: {
                ...cpu.targetTrackingScalingPolicyConfiguration,
                targetValue: 40,
              },
            },
          ],
        },
      },
      ['Change policy cpu'],
    ],
    ['a policy that left the spec', { spec: { ...spec, policies: [] } }, ['Delete policy cpu']],
    [
      'a policy that left the spec and is gone',
      { spec: { ...spec, policies: [] }, observed: { ...inStep, policies: [] } },
      [],
    ],
    ['a policy deleted by another hand', { observed: { ...inStep, policies: [] } }, ['Create policy cpu']],
    [
      'a policy of another type is replaced',
      { observed: { ...inStep, policies: [policy({ PolicyType: 'StepScaling' })] } },
      ['Delete policy cpu to put it anew', 'Change policy cpu'],
    ],
    ['a new scheduled action', { spec: { ...spec, scheduledActions: [night] } }, ['Create scheduled action night']],
    [
      'a scheduled action that left the spec',
      {
        status: { ...status, ownedScheduledActions: ['night'] },
        observed: { ...inStep, scheduledActions: [action()] },
      },
      ['Delete scheduled action night'],
    ],
    [
      'suspension named for the first time',
      { spec: { ...spec, suspendedState: { dynamicScalingInSuspended: true } } },
      ['Change what is suspended'],
    ],
    [
      'suspension by another hand is not ours',
      { observed: { ...inStep, target: target({ SuspendedState: { DynamicScalingInSuspended: true } }) } },
      [],
    ],
    [
      'suspension that left the spec is taken back',
      {
        status: { ...status, suspensionOwned: true },
        observed: { ...inStep, target: target({ SuspendedState: { DynamicScalingInSuspended: true } }) },
      },
      ['Change what is suspended'],
    ],
    [
      'a target that is not known to be ours is asked for its tags',
      { status: { observedGeneration: 1, conditions: [] } },
      ['readTags'],
    ],
    [
      "somebody else's target",
      { status: { observedGeneration: 1, conditions: [] }, observed: { ...inStep, tags: {} } },
      ['notOwned'],
    ],
    [
      'our target found again',
      { status: { observedGeneration: 1, conditions: [] }, observed: { ...inStep, tags: ownerTags(owner) } },
      [],
    ],
    ['a tag that is missing', { observed: { ...inStep, tags: {} } }, ['Change the tags of the scalable target']],
  ])('%s', (_what, change, expected) => {
    expect(whats(change)).toEqual(expected);
  });

  it('leaves bounds alone that a scheduled action has moved, until the spec changes', () => {
    const moved = { ...inStep, target: target({ MaxCapacity: 1 }), scheduledActions: [action()] };
    const withNight = { ...spec, scheduledActions: [night] };
    const known = { ...status, ownedScheduledActions: ['night'] };
    expect(whats({ status: known, spec: withNight, observed: moved })).toEqual([]);
    expect(whats({ status: known, spec: { ...withNight, maxCapacity: 8 }, observed: moved })).toEqual([
      'Change bounds to 2 and 8',
    ]);
  });

  it('leaves foreign policies and actions alone and names them', () => {
    const foreign = [policy(), policy({ PolicyName: 'theirs' })];
    expect(plan({ observed: { ...inStep, policies: foreign, scheduledActions: [action()] } })).toEqual({
      kind: 'actions',
      actions: [],
      foreign: ['night', 'theirs'],
      takesOver: [],
      adopts: false,
    });
  });
});

describe('adoption of a scalable target', () => {
  const born: EcsScalingStatus = { observedGeneration: -1, conditions: [] };
  const adopting = (adoptionPolicy: 'Never' | 'IfExists' | 'Required', change: Partial<EcsScalingSpec> = {}) => ({
    spec: { ...spec, ...change, adoptionPolicy },
    status: born,
    observed: { ...inStep, tags: { team: 'a' } },
  });
  const changeTags = 'Change the tags of the scalable target';

  it.each([
    ['changes its tags and nothing else', adopting('IfExists'), [changeTags]],
    [
      'marks it as ours before it applies a difference',
      adopting('Required', { maxCapacity: 9 }),
      [changeTags, 'Change bounds to 2 and 9'],
    ],
    ['is refused without the policy', adopting('Never'), ['notOwned']],
    [
      'is refused where another object owns it',
      { ...adopting('Required'), observed: { ...inStep, tags: ownerTags({ ...owner, name: 'other' }) } },
      ['notOwned'],
    ],
    ['reads the tags first', { ...adopting('IfExists'), observed: inStep }, ['readTags']],
    ['waits for it where it must be there', { ...adopting('Required'), observed: nothing }, ['nothingToAdopt']],
    [
      'registers one where there is none',
      { ...adopting('IfExists', { policies: [] }), observed: nothing },
      ['Register service/demo/web between 2 and 6 tasks'],
    ],
  ] as const)('%s', (_what, change, expected) => {
    expect(whats(change)).toEqual(expected);
  });

  it('says so, once', () => {
    expect(plan(adopting('IfExists'))).toMatchObject({ adopts: true });
    const known = { ...born, scalableTargetArn: arn, adopted: true };
    expect(plan({ ...adopting('IfExists'), status: known })).toMatchObject({ adopts: false });
  });
});
