import type { ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from '@jest/globals';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import { desiredTags, ownerTags } from '../ownership.ts';
import type { TagMap } from '../ownership.ts';
import { targetIdentity } from './desired.ts';
import { planAlarms } from './plan-alarms.ts';
import type { AlarmPlan } from './plan-alarms.ts';
import type { ScalingObservation } from './situation.ts';

const owner = { installation: 'i-1', kind: 'EcsScaling', namespace: 'shop', name: 'web' };
const ours = ownerTags(owner);
const resourceId = 'service/demo/web';
const name = `ecs-operator/${resourceId}/queue`;
const policyArn = 'arn:policy/queue';
const definition = {
  metricName: 'Depth',
  namespace: 'Shop',
  statistic: 'Sum',
  period: 60,
  evaluationPeriods: 1,
  threshold: 5,
  comparisonOperator: 'GreaterThanThreshold',
} as const;
const policies: NonNullable<EcsScalingSpec['policies']> = [
  { name: 'queue', policyType: 'StepScaling', alarm: definition },
];
const held: MetricAlarm = {
  AlarmName: name,
  AlarmArn: 'arn:alarm',
  AlarmActions: [policyArn],
  MetricName: 'Depth',
  Namespace: 'Shop',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
};

interface Given {
  readonly policies?: EcsScalingSpec['policies'];
  readonly adoptionPolicy?: NonNullable<EcsScalingSpec['adoptionPolicy']>;
  readonly ownedAlarms?: string[];
  readonly alarms?: readonly MetricAlarm[];
  readonly policyArn?: string | undefined;
  /** Tags of alarms that were read. */
  readonly alarmTags?: Readonly<Record<string, TagMap>>;
  /** The tags of the target were read: the generation is new. */
  readonly isNew?: boolean;
}

function plan(given: Given): AlarmPlan {
  const spec: EcsScalingSpec = {
    resourceId,
    minCapacity: 1,
    maxCapacity: 2,
    policies: given.policies ?? policies,
    ...(given.adoptionPolicy === undefined ? {} : { adoptionPolicy: given.adoptionPolicy }),
  };
  const status: EcsScalingStatus = { observedGeneration: 1, conditions: [], ownedAlarms: given.ownedAlarms ?? [name] };
  const arn = 'policyArn' in given ? given.policyArn : policyArn;
  const observed: ScalingObservation = {
    target: { ...targetIdentity(resourceId), MinCapacity: 1, MaxCapacity: 2, RoleARN: 'r', CreationTime: new Date(0) },
    policies: arn === undefined ? [] : [{ PolicyName: 'queue', PolicyARN: arn } as ScalingPolicy],
    scheduledActions: [],
    alarms: given.alarms ?? [held],
    tags: given.isNew === true ? ours : undefined,
    alarmTags: new Map(Object.entries(given.alarmTags ?? {})),
  };
  return planAlarms({ spec, status, resourceId, owner, desiredTags: desiredTags(owner, {}, undefined), observed });
}

function whats({ deletions, tags, puts }: AlarmPlan): string[] {
  return [...deletions, ...tags, ...puts].map(({ what }) => what);
}

describe('the alarms of step policies', () => {
  it('are left alone where they are as the spec says, without reading a tag', () => {
    expect(plan({})).toEqual({ unread: [], refused: [], adopted: [], deletions: [], tags: [], puts: [] });
  });

  it('are made with tags where there is none', () => {
    expect(plan({ alarms: [] }).puts).toEqual([
      {
        kind: 'putAlarm',
        policy: 'queue',
        policyArn,
        input: expect.objectContaining({
          AlarmName: name,
          Tags: expect.arrayContaining([{ Key: 'ecs-operator.dev/name', Value: 'web' }]),
        }),
        what: `Create alarm ${name}`,
      },
    ]);
  });

  it('wait for the ARN of a policy that is not there yet', () => {
    expect(plan({ alarms: [], policyArn: undefined }).puts).toMatchObject([{ policyArn: undefined }]);
  });

  it.each<[string, Given]>([
    ['another threshold', { alarms: [{ ...held, Threshold: 6 }] }],
    ['another action', { alarms: [{ ...held, AlarmActions: ['arn:policy/old'] }] }],
    ['an action too many', { alarms: [{ ...held, AlarmActions: [policyArn, 'topic'] }] }],
    ['a policy that is not there', { policyArn: undefined }],
    ['a policy that was made anew', { policyArn: 'arn:policy/new' }],
  ])('are looked at more closely, then put: %s', (_case, given) => {
    expect(plan(given).unread).toEqual([{ name, arn: 'arn:alarm' }]);
    const known = plan({ ...given, alarmTags: { [name]: ours } });
    expect(known.unread).toEqual([]);
    expect(whats(known)).toEqual([`Change alarm ${name}`]);
  });

  it('have their tags looked at with a new generation', () => {
    expect(plan({ isNew: true }).unread).toEqual([{ name, arn: 'arn:alarm' }]);
    expect(whats(plan({ isNew: true, alarmTags: { [name]: { ...ours, old: 'x' } } }))).toEqual([]);
  });

  it.each([
    ['Never', {}, { refused: [{ name, tags: {} }], adopted: [] }],
    ['IfExists', {}, { refused: [], adopted: [`alarm ${name}`] }],
    ['IfExists', { ...ours, 'ecs-operator.dev/name': 'other' }, { adopted: [] }],
  ] as const)("that are somebody else's: %s, %j", (adoptionPolicy, tags, expected) => {
    expect(plan({ isNew: true, adoptionPolicy, alarmTags: { [name]: tags } })).toMatchObject(expected);
  });

  it('are deleted when the spec names them no more, if they are ours', () => {
    const gone = { policies: [], ownedAlarms: [name] };
    expect(plan(gone).unread).toEqual([{ name, arn: 'arn:alarm' }]);
    expect(whats(plan({ ...gone, alarmTags: { [name]: ours } }))).toEqual([`Delete alarm ${name}`]);
    expect(whats(plan({ ...gone, alarmTags: { [name]: {} } }))).toEqual([]);
    expect(whats(plan({ ...gone, alarms: [] }))).toEqual([]);
  });

  it('that were never ours are not looked at', () => {
    expect(plan({ policies: [], ownedAlarms: [] }).unread).toEqual([]);
  });
});
