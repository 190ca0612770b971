import { describe, expect, it } from '@jest/globals';
import type { EcsServiceStatus, RolloutStatus } from '../../api/status.ts';
import { decideGates } from './gates.ts';
import type { ServiceSituation } from './situation.ts';
import { situation, SPEC } from './testing/situations.ts';

const REVISION = 'arn:aws:ecs:us-east-1:111122223333:service-revision/demo/shop_web/42';
const DEPLOYMENT = 'arn:aws:ecs:us-east-1:111122223333:service-deployment/demo/shop_web/abc';

const rollout: RolloutStatus = {
  inputHash: 'v1:x',
  status: 'InProgress',
  deploymentId: 'ecs-svc/42',
  serviceDeploymentArn: DEPLOYMENT,
  waitsFor: [{ hookId: 'ecs-pause-1', lifecycleStage: 'POST_SCALE_UP' }],
};

function decide(
  annotations: Record<string, string>,
  { status, ...changes }: Partial<Omit<ServiceSituation, 'status'>> & { status?: Partial<EcsServiceStatus> } = {},
  now: RolloutStatus | undefined = rollout,
) {
  const deployment = { serviceDeploymentArn: DEPLOYMENT, targetServiceRevision: { arn: REVISION } };
  const verbs = Object.entries(annotations).map(([verb, value]) => [`ecs-operator.dev/${verb}`, value]);
  return decideGates(
    situation({
      annotations: Object.fromEntries(verbs),
      status: { observedGeneration: 1, conditions: [], serviceArn: 'arn:service', rollout, ...status },
      observed: { service: undefined, deployment },
      ...changes,
    }),
    now,
  );
}

const hooks = (decision: ReturnType<typeof decide>) =>
  decision.actions.map((action) =>
    'input' in action && 'hookId' in action.input ? action.input.hookId : action.operation,
  );

describe('approve', () => {
  it.each([['abc'], [DEPLOYMENT], ['42'], ['ecs-svc/42'], ['ecs-pause-1']])(
    '%s lets the waiting gate go on',
    (value) => {
      const decision = decide({ approve: value });
      expect(decision.actions).toMatchObject([
        {
          operation: 'ContinueServiceDeployment',
          input: { serviceDeploymentArn: DEPLOYMENT, hookId: 'ecs-pause-1', action: 'CONTINUE' },
        },
      ]);
      expect(decision.pending).toMatchObject({ operation: 'ContinueServiceDeployment', key: 'ecs-pause-1' });
      expect(decision.handled).toEqual(['ecs-operator.dev/approve']);
      expect(decision.notices).toEqual([]);
    },
  );

  it('by the deployment answers all gates that wait, by the hook that one', () => {
    const waitsFor = [{ hookId: 'ecs-pause-1' }, { hookId: 'ecs-pause-2' }];
    const two = { ...rollout, waitsFor };
    const status = { rollout: two };
    expect(hooks(decide({ approve: 'abc' }, { status }, two))).toEqual(['ecs-pause-1', 'ecs-pause-2']);
    expect(hooks(decide({ approve: 'ecs-pause-2' }, { status }, two))).toEqual(['ecs-pause-2']);
  });

  it('that names something else does nothing and is told, once', () => {
    const decision = decide({ approve: 'former' });
    expect(decision.actions).toEqual([]);
    expect(decision.handled).toEqual(['ecs-operator.dev/approve']);
    expect(decision.notices).toMatchObject([{ type: 'Warning', reason: 'ApprovalIgnored' }]);
    const lastHandled = { 'ecs-operator.dev/approve': 'former' };
    expect(decide({ approve: 'former' }, { status: { lastHandled } }).notices).toEqual([]);
  });

  it.each(['Successful', 'RolledBack', 'Failed', 'Stopped', 'Superseded', 'RollingBack'] as const)(
    'of a deployment that is %s does nothing and is told',
    (status) => {
      const over = { ...rollout, status, waitsFor: [] };
      const decision = decide({ approve: 'abc' }, {}, over);
      expect(decision.actions).toEqual([]);
      expect(decision.notices).toMatchObject([{ reason: 'ApprovalIgnored' }]);
    },
  );

  it('ahead of the gate is kept until the deployment waits', () => {
    const before = { ...rollout, waitsFor: [] };
    expect(decide({ approve: 'abc' }, {}, before)).toEqual({ actions: [], handled: [], notices: [] });
  });

  it('waits while it is not known which deployment is ours', () => {
    const pending: RolloutStatus = { inputHash: 'v1:x', status: 'Pending' };
    expect(decide({ approve: 'abc' }, {}, pending).handled).toEqual([]);
    expect(decide({ approve: 'abc' }, { spec: { ...SPEC, suspend: true } }).actions).toEqual([]);
  });

  it('that was cut off is carried out for the gates that it was given for, and no other', () => {
    const handled = { 'ecs-operator.dev/approve': 'abc' };
    const pendingFor = (key: string) => ({
      lastHandled: handled,
      pending: { operation: 'ContinueServiceDeployment' as const, key, since: '2026-01-01T00:00:00.000Z' },
    });
    const again = decide({ approve: 'abc' }, { status: pendingFor('ecs-pause-1') });
    expect(hooks(again)).toEqual(['ecs-pause-1']);
    expect(again.pending?.since).toBe('2026-01-01T00:00:00.000Z');
    expect(decide({ approve: 'abc' }, { status: pendingFor('ecs-pause-0') }).actions).toEqual([]);
  });
});

describe('abort', () => {
  it('stops the deployment under way with a rollback, whether it waits or not', () => {
    for (const waitsFor of [rollout.waitsFor ?? [], []]) {
      const decision = decide({ abort: 'abc' }, {}, { ...rollout, waitsFor });
      expect(decision.actions).toMatchObject([
        {
          operation: 'StopServiceDeployment',
          input: { serviceDeploymentArn: DEPLOYMENT, stopType: 'ROLLBACK' },
          pending: { key: DEPLOYMENT },
        },
      ]);
      expect(decision.handled).toContain('ecs-operator.dev/abort');
    }
  });

  it('wins over an approval', () => {
    const decision = decide({ abort: 'abc', approve: 'abc' });
    expect(decision.actions.map(({ operation }) => operation)).toEqual(['StopServiceDeployment']);
    expect(decision.handled).toEqual(['ecs-operator.dev/abort', 'ecs-operator.dev/approve']);
  });

  it('of what is being rolled back already is done', () => {
    const decision = decide({ abort: 'abc' }, {}, { ...rollout, status: 'RollingBack', waitsFor: [] });
    expect(decision).toMatchObject({ actions: [], handled: ['ecs-operator.dev/abort'], notices: [] });
  });

  it.each([
    ['another deployment', 'former', rollout],
    ['a deployment that has ended', 'abc', { ...rollout, status: 'Successful' as const, waitsFor: [] }],
  ])('of %s does nothing and is told', (_what, value, now) => {
    const decision = decide({ abort: value }, {}, now);
    expect(decision.actions).toEqual([]);
    expect(decision.notices).toMatchObject([{ type: 'Warning', reason: 'AbortIgnored' }]);
  });

  it('that was cut off is sent again while the deployment goes on', () => {
    const pending = { operation: 'StopServiceDeployment' as const, key: DEPLOYMENT, since: '2026-01-01T00:00:00.000Z' };
    const lastHandled = { 'ecs-operator.dev/abort': 'abc' };
    const status = { pending, lastHandled };
    expect(hooks(decide({ abort: 'abc' }, { status }))).toEqual(['StopServiceDeployment']);
    const over: RolloutStatus = { ...rollout, status: 'RollingBack', waitsFor: [] };
    expect(decide({ abort: 'abc' }, { status }, over).actions).toEqual([]);
  });
});

describe('a gate', () => {
  it('is told once, when the deployment comes to it', () => {
    const before = { ...rollout, waitsFor: [] };
    expect(decide({}, { status: { rollout: before } }).notices).toMatchObject([
      { type: 'Normal', reason: 'ApprovalRequired', message: expect.stringContaining('POST_SCALE_UP') },
    ]);
    expect(decide({}).notices).toEqual([]);
  });
});
