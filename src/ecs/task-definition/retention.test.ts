import { describe, expect, it } from '@jest/globals';
import type { EcsService } from '../../api/resources.ts';
import type { EcsTaskDefinitionStatus, RolloutRecord, RolloutStatus } from '../../api/status.ts';
import { planRetention } from './retention.ts';
import type { RetentionPlan } from './retention.ts';

const prefix = 'arn:aws:ecs:us-east-1:111122223333:task-definition/shop_web';
const record = (revision: number) => ({ revision, hash: `v1:${revision}`, registeredAt: '2026-11-20T00:00:00Z' });

/** Revisions 1 to 5 of shop_web, the last of them current. */
const status: EcsTaskDefinitionStatus = {
  observedGeneration: 5,
  conditions: [],
  family: 'shop_web',
  taskDefinitionArn: `${prefix}:5`,
  revision: 5,
  revisions: [1, 2, 3, 4, 5].map(record),
};

const reconciling = {
  type: 'Reconciling',
  status: 'True',
  reason: 'Progressing',
  message: '',
  lastTransitionTime: '',
  observedGeneration: 1,
} as const;

interface ServiceFacts {
  readonly spec?: object;
  readonly rollout?: RolloutStatus['status'];
  readonly rollsOut?: number;
  readonly inUse?: number;
  readonly wanted?: number;
  readonly history?: readonly (readonly [number, RolloutRecord['result']])[];
  readonly observedGeneration?: number;
  readonly deleted?: boolean;
  readonly reconciling?: boolean;
}

function service(facts: ServiceFacts = {}): EcsService {
  const { rollout = 'Successful', rollsOut = 5, inUse = 5, wanted = 5, history = [] } = facts;
  const deletion = facts.deleted === true ? { deletionTimestamp: 'now' } : {};
  return {
    apiVersion: 'ecs-operator.dev/v1alpha1',
    kind: 'EcsService',
    metadata: {
      name: 'web',
      namespace: 'shop',
      uid: 'u',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '',
      ...deletion,
    },
    spec: { taskDefinitionRef: { name: 'web' }, ...facts.spec },
    status: {
      observedGeneration: facts.observedGeneration ?? 1,
      conditions: facts.reconciling === true ? [reconciling] : [],
      taskDefinition: { wanted: `${prefix}:${wanted}`, inUse: `${prefix}:${inUse}` },
      rollout: { inputHash: '', status: rollout, taskDefinitionArn: `${prefix}:${rollsOut}` },
      history: history.map(([revision, result]) => ({ taskDefinitionArn: `${prefix}:${revision}`, result })),
    },
  };
}

function plan(
  services: readonly EcsService[] | 'unknown',
  limit = 3,
  change: Partial<EcsTaskDefinitionStatus> = {},
): RetentionPlan {
  const referrers = services === 'unknown' ? [] : services.filter(({ spec }) => spec.taskDefinitionRef !== undefined);
  return planRetention({ status: { ...status, ...change }, limit, services, referrers });
}

const goes = (...revisions: number[]): RetentionPlan => ({ kind: 'deregister', revisions });
const hold: RetentionPlan = { kind: 'hold' };
const none: RetentionPlan = { kind: 'none' };
/** A service that only names a revision, of another namespace, say. */
const byName = (taskDefinition: string) =>
  service({ spec: { taskDefinitionRef: undefined, taskDefinition }, inUse: 5, wanted: 5 });

describe('planRetention', () => {
  it.each<[string, RetentionPlan, RetentionPlan]>([
    ['the oldest above the limit go', plan([]), goes(1, 2)],
    ['nothing goes up to the limit', plan([], 5), none],
    ['one stays at least: the current', plan([], 1), goes(1, 2, 3, 4)],
    ['the current one stays, however old it is', plan([], 3, { revision: 1 }), goes(2, 3)],
    ['adopted ones neither count nor go', plan([], 4, { revisions: adopted(1) }), none],
    ['and more of ours go', plan([], 3, { revisions: adopted(1) }), goes(2)],
    ['what a service runs stays', plan([service({ inUse: 1 })]), goes(2, 3)],
    ['what a service asks for stays', plan([service({ wanted: 2 })]), goes(1, 3)],
    ['what a service rolled out last stays', plan([service({ rollout: 'RolledBack', rollsOut: 1 })]), goes(2, 3)],
    ['what a spec names stays', plan([byName('shop_web:1')]), goes(2, 3)],
    ['what a spec names by ARN stays', plan([byName(`${prefix}:2`)]), goes(1, 3)],
    [
      'what a service could be rolled back to stays',
      plan([
        service({
          history: [
            [3, 'Successful'],
            [1, 'Successful'],
            [2, 'RolledBack'],
          ],
        }),
      ]),
      goes(3, 4),
    ],
    ['of a history without success, all stay', plan([service({ history: [[1, 'Failed']] })]), goes(2, 3)],
    ['a service that goes keeps what it runs', plan([service({ deleted: true, inUse: 1 })]), goes(2, 3)],
    ['a service of another family says nothing', plan([byNameOnly('other:1')]), goes(1, 2)],
  ])('%s', (_what, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it.each<[string, RetentionPlan]>([
    ['the services are not all known', plan('unknown')],
    ['a rollout is about to be sent', plan([service({ rollout: 'Pending' })])],
    ['a rollout is under way', plan([service({ rollout: 'InProgress' })])],
    ['a rollout is rolled back just now', plan([service({ rollout: 'RollingBack' })])],
    ['a service takes up another revision', plan([service({ reconciling: true })])],
    ['all of them are in use', plan([service({ inUse: 1, rollsOut: 2, wanted: 3 }), byName('shop_web:4')], 1)],
    ['a service has a spec that nobody looked at', plan([service({ observedGeneration: 0 })])],
    ['so has one that names the family', plan([unseen('shop_web')])],
    ['a registration may have been sent', plan([], 3, { pending: pending() })],
    ['the family is not known', plan([], 3, { family: undefined } as object)],
  ])('nothing goes while %s', (_what, actual) => {
    expect(actual).toEqual(hold);
  });
});

function adopted(...numbers: number[]) {
  return [1, 2, 3, 4, 5].map((revision) => ({
    ...record(revision),
    ...(numbers.includes(revision) ? { adopted: true } : {}),
  }));
}

function byNameOnly(taskDefinition: string): EcsService {
  const other = byName(taskDefinition);
  return { ...other, status: { observedGeneration: 0, conditions: [] } };
}

function unseen(taskDefinition: string): EcsService {
  const { status: _none, ...object } = byName(taskDefinition);
  return object;
}

function pending() {
  return { operation: 'RegisterTaskDefinition', key: 'v1:6', since: '2026-11-20T00:00:00Z' } as const;
}
