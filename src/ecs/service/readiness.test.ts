import { describe, expect, it } from '@jest/globals';
import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import { isAvailable, tasksNeeded } from './availability.ts';
import { planService } from './plan.ts';
import type { ServiceSituation } from './situation.ts';
import { complete, T0 } from './testing/ecs-model.ts';
import { created, reconcile, situation, SPEC } from './testing/situations.ts';

const first = created();
const ready = reconcile(complete(first.world), { status: first.status });
const service = ready.world.service!;

function plan(live: Partial<Service>, changes: Partial<ServiceSituation> = {}) {
  return planService(situation({ status: ready.status, observed: { service: { ...service, ...live } }, ...changes }));
}

function statusOf(facts: Omit<EcsServiceStatus, 'conditions' | 'observedGeneration'>): EcsServiceStatus {
  return { observedGeneration: 1, conditions: [], ...facts };
}

describe('how many tasks a service needs', () => {
  it.each([
    [0, 100, 0],
    [1, 100, 1],
    [1, 50, 1],
    [3, 50, 2],
    [4, 100, 4],
    [4, 0, 1],
    [10, 33, 4],
  ])('desired %d, minimum %d %%: %d', (desiredCount, minimumHealthyPercent, needed) => {
    const live = { desiredCount, deploymentConfiguration: { minimumHealthyPercent } };
    expect(tasksNeeded(live)).toBe(needed);
    expect(isAvailable({ ...live, runningCount: needed })).toBe(true);
    expect(needed === 0 || !isAvailable({ ...live, runningCount: needed - 1 })).toBe(true);
  });
});

describe('a service that was Ready', () => {
  it('stays Ready for two minutes with too few tasks, and no longer', () => {
    const below = plan({ runningCount: 1 });
    expect(below.outcome.kind).toBe('ready');
    expect(below.facts.unavailableSince).toBe(new Date(T0).toISOString());
    const status = statusOf(below.facts);
    expect(plan({ runningCount: 1 }, { status, domainNow: T0 + 119_000 }).outcome.kind).toBe('ready');
    const events = [{ message: '(service shop_web) was unable to place a task. Reason: Internal error.' }];
    expect(plan({ runningCount: 1, events }, { status, domainNow: T0 + 120_000 }).outcome).toEqual({
      kind: 'waiting',
      reason: 'Unavailable',
      message: '1 of 2 tasks run. Newest event: (service shop_web) was unable to place a task. Reason: Internal error.',
    });
  });

  it('is Ready again, and forgets, when enough run', () => {
    const status = statusOf(plan({ runningCount: 0 }).facts);
    const again = plan({ runningCount: 2 }, { status, domainNow: T0 + 600_000 });
    expect(again.outcome.kind).toBe('ready');
    expect(again.facts.unavailableSince).toBeUndefined();
  });

  it('stays Ready with no task when none is wanted', () => {
    const spec = { ...SPEC, desiredCount: 0 };
    expect(plan({ desiredCount: 0, runningCount: 0 }, { spec, domainNow: T0 + 600_000 }).outcome.kind).toBe('ready');
  });

  it('is judged by the count of an autoscaler where one owns it', () => {
    const scaling = { target: 'present', scaling: 'absent' } as const;
    expect(plan({ desiredCount: 9, runningCount: 9 }, { scaling }).outcome.kind).toBe('ready');
    expect(plan({ desiredCount: 9, runningCount: 9 }, { scaling }).actions).toEqual([]);
  });
});

describe('a count in the spec that is not in effect', () => {
  const messageOf = (changes: Partial<ServiceSituation>) => {
    const { outcome } = plan({}, changes);
    return outcome.kind === 'ready' ? outcome.message : outcome.kind;
  };

  it('is told while Application Auto Scaling owns the count, and after it until the spec says another', () => {
    expect(messageOf({ scaling: { target: 'present', scaling: 'absent' } })).toMatch(
      /Application Auto Scaling owns the count: desiredCount 2 of the spec is not in effect\.$/,
    );
    const status = { ...ready.status, releasedDesiredCount: 2 };
    expect(messageOf({ status })).toMatch(/as an autoscaler left it: desiredCount 2 .* until it changes\.$/);
    expect(messageOf({})).toMatch(/^The service runs [^ ]+\.$/);
  });
});

describe('a deployment under way', () => {
  const underWay = { ...ready.status.rollout!, status: 'InProgress' as const, startedAt: new Date(T0).toISOString() };
  const told = (createdAt: number) => {
    const message = '(service shop_web) was unable to place a task.';
    const events = [{ message, createdAt: new Date(createdAt) }];
    const deployments = service.deployments?.map((each) => ({ ...each, rolloutState: 'IN_PROGRESS' as const })) ?? [];
    const { outcome } = plan({ events, deployments }, { status: { ...ready.status, rollout: underWay } });
    return 'message' in outcome ? outcome.message : '';
  };

  it("passes ECS's newest trouble on, not that of an earlier one", () => {
    expect(told(T0 + 1_000)).toContain('ECS says: (service shop_web) was unable to place a task.');
    expect(told(T0 - 1_000)).not.toContain('ECS says');
  });
});

describe('the first proof', () => {
  const successful: ServiceDeployment = {
    status: 'SUCCESSFUL',
    targetServiceRevision: { arn: 'arn:aws:ecs:us-east-1:111122223333:service-revision/demo/shop_web/1' },
  };
  const [primary] = first.world.service?.deployments ?? [];

  function look(running: number) {
    const live = { ...first.world.service, deployments: [{ ...primary, runningCount: running }] };
    return planService(situation({ status: first.status, observed: { service: live, deployment: successful } }));
  }

  it('needs the deployment’s success and the count', () => {
    expect(look(1).outcome).toMatchObject({ kind: 'progressing' });
    expect(look(2).outcome.kind).toBe('ready');
    expect(look(2).facts.rollout?.countReached).toBe(true);
  });

  it('is not given by tasks of an older deployment', () => {
    const live = { ...first.world.service, runningCount: 2 };
    const plan = planService(situation({ status: first.status, observed: { service: live, deployment: successful } }));
    expect(plan.outcome.kind).toBe('progressing');
  });
});

describe('a rollout that takes its time', () => {
  function after(seconds: number, spec: EcsServiceSpec = SPEC, deployment?: ServiceDeployment) {
    const domainNow = T0 + seconds * 1_000;
    const observed = { service: first.world.service, deployment };
    return planService(situation({ spec, status: first.status, observed, domainNow })).outcome;
  }

  it.each([
    ['within the default deadline', 1_800, SPEC, 'progressing'],
    ['past the default deadline', 1_801, SPEC, 'stalled'],
    ['past its own deadline', 61, { ...SPEC, rollout: { progressDeadlineSeconds: 60 } }, 'stalled'],
  ] as const)('%s', (_case, seconds, spec, kind) => {
    expect(after(seconds, spec).kind).toBe(kind);
  });

  it('says what it waits for', () => {
    expect(after(1_801)).toMatchObject({
      reason: 'ProgressDeadlineExceeded',
      message: expect.stringContaining('within 30 minutes'),
    });
  });

  it.each([
    [60, 'within a minute'],
    [600, 'within 10 minutes'],
  ])('names a deadline of %d seconds', (progressDeadlineSeconds, text) => {
    const spec = { ...SPEC, rollout: { progressDeadlineSeconds } };
    expect(after(9_999, spec)).toMatchObject({ message: expect.stringContaining(text) });
  });

  it('tells of its own trouble, and of none from before it began', () => {
    const { startedAt } = first.status.rollout ?? {};
    const begun = Date.parse(startedAt ?? '');
    const trouble = (message: string, at: number) => ({ message: `(service web) ${message}`, createdAt: new Date(at) });
    const told = (...events: ReturnType<typeof trouble>[]) => {
      const observed = { service: { ...first.world.service, events }, deployment: undefined };
      const late = situation({ status: first.status, observed, domainNow: T0 + 1_801_000 });
      return planService(late).outcome;
    };
    const old = trouble('rolling back to deployment ecs-svc/0.', begun - 60_000);
    const own = trouble('was unable to place a task. Reason: Internal error.', begun + 60_000);

    expect(told(own, old)).toMatchObject({
      message: expect.stringContaining('Last trouble: (service web) was unable'),
    });
    expect(told(old)).toMatchObject({ message: expect.stringMatching(/still at it\.$/) });
  });

  it.each([
    [0, '(PRODUCTION_TRAFFIC_SHIFT).'],
    [10, '(PRODUCTION_TRAFFIC_SHIFT, 10 % of the traffic).'],
    [100, '(PRODUCTION_TRAFFIC_SHIFT).'],
  ])('says at which stage it is, with %d percent of the traffic', (requestedProductionTrafficWeight, text) => {
    const arn = 'arn:aws:ecs:us-east-1:111122223333:service-revision/demo/shop_web/1';
    const deployment: ServiceDeployment = {
      status: 'IN_PROGRESS',
      lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
      targetServiceRevision: { arn, requestedProductionTrafficWeight },
    };
    expect(after(60, SPEC, deployment)).toMatchObject({ message: expect.stringContaining(text) });
  });

  it('has no deadline while a hook waits for somebody', () => {
    const paused: ServiceDeployment = {
      status: 'IN_PROGRESS',
      targetServiceRevision: { arn: 'arn:aws:ecs:us-east-1:111122223333:service-revision/demo/shop_web/1' },
      lifecycleHookDetails: [{ hookId: 'ecs-pause-1', status: 'AWAITING_ACTION' }],
    };
    expect(after(9_999, SPEC, paused).kind).toBe('progressing');
  });
});
