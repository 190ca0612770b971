import { describe, expect, it } from '@jest/globals';
import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import { Annotation } from '../../api/annotations.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import { planService } from './plan.ts';
import type { ServiceSituation } from './situation.ts';
import { complete } from './testing/ecs-model.ts';
import { created, reconcile, situation, SPEC, TD1, TD2 } from './testing/situations.ts';
import type { Settled } from './testing/situations.ts';

const bad = { kind: 'resolved', arn: TD2, contentHash: 'v1:bad' } as const;
const revisionArn = (number: number) => `arn:aws:ecs:us-east-1:111122223333:service-revision/demo/shop_web/${number}`;

/** A service on TD1 whose rollout of TD2 (deployment 2) was sent. */
function sent(): Settled {
  const first = created();
  const done = reconcile(complete(first.world), { status: first.status });
  return reconcile(done.world, { status: done.status, taskDefinition: bad });
}

/** ECS went back to deployment 1, under its old id. */
function rolledBack({ world }: Settled): Service {
  const old = world.service?.deployments?.find(({ id }) => id === 'ecs-svc/1');
  return {
    ...world.service,
    taskDefinition: TD1,
    deployments: [{ ...old, status: 'PRIMARY', rolloutState: 'COMPLETED' }],
  };
}

function failedDeployment(status: ServiceDeployment['status']): ServiceDeployment {
  return {
    status,
    createdAt: new Date(Date.UTC(2026, 10, 21, 12, 1)),
    statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    targetServiceRevision: { arn: revisionArn(2) },
  };
}

function look(status: EcsServiceStatus, service: Service, changes: Partial<ServiceSituation> = {}) {
  const observed = { service, deployment: failedDeployment('ROLLBACK_SUCCESSFUL') };
  return planService(situation({ status, taskDefinition: bad, observed, ...changes }));
}

function remembered(): { status: EcsServiceStatus; service: Service } {
  const settled = sent();
  const service = rolledBack(settled);
  const plan = look(settled.status, service);
  return { status: { observedGeneration: 1, conditions: [], ...plan.facts }, service };
}

describe('rollback memory', () => {
  it('keeps the refused fields back and tells the cause', () => {
    const settled = sent();
    const plan = look(settled.status, rolledBack(settled));
    expect(plan.actions).toEqual([]);
    expect(plan.outcome).toMatchObject({ kind: 'stalled', reason: 'RolledBack' });
    expect(plan.facts.rollout).toMatchObject({ status: 'RolledBack', deploymentId: 'ecs-svc/2' });
    expect(plan.withheld).toEqual([
      {
        differences: ['taskDefinition: shop_web:1 → shop_web:2 (AWS differs; starts a deployment)'],
        why: 'ECS refused this spec',
      },
    ]);
  });

  it('holds already while ECS is rolling back', () => {
    const settled = sent();
    const observed = { service: rolledBack(settled), deployment: failedDeployment('ROLLBACK_IN_PROGRESS') };
    const plan = planService(situation({ status: settled.status, taskDefinition: bad, observed }));
    expect(plan.actions).toEqual([]);
    expect(plan.outcome.kind).toBe('progressing');
  });

  it('needs no further read to hold', () => {
    const { status, service } = remembered();
    expect(look(status, service, { observed: { service } }).actions).toEqual([]);
  });

  it('applies what starts no deployment', () => {
    const { status, service } = remembered();
    const spec = { ...SPEC, desiredCount: 5, propagateTags: 'SERVICE' as const };
    expect(look(status, service, { spec }).actions.map(({ input }) => input)).toEqual([
      { cluster: 'demo', service: 'shop_web', desiredCount: 5, propagateTags: 'SERVICE' },
    ]);
  });

  it('ends when the task definition changes', () => {
    const { status, service } = remembered();
    const taskDefinition = { kind: 'resolved', arn: TD2.replace(':2', ':3'), contentHash: 'v1:good' } as const;
    const plan = look(status, service, { taskDefinition });
    expect(plan.actions).toMatchObject([{ input: { taskDefinition: taskDefinition.arn } }]);
    expect(plan.facts.history?.at(-1)).toMatchObject({ taskDefinitionArn: TD2, result: 'RolledBack' });
  });

  it('ends when another field that starts a deployment changes', () => {
    const { status, service } = remembered();
    const plan = look(status, service, { spec: { ...SPEC, platformVersion: '1.4.0' } });
    expect(plan.actions).toMatchObject([{ input: { taskDefinition: TD2, platformVersion: '1.4.0' } }]);
  });

  it('is over when the spec goes back to what runs', () => {
    const { status, service } = remembered();
    const plan = look(
      status,
      { ...service, runningCount: 2 },
      { taskDefinition: { kind: 'resolved', arn: TD1, contentHash: 'v1:one' } },
    );
    expect(plan.actions).toEqual([]);
    expect(plan.outcome.kind).toBe('ready');
  });

  it('survives a raised hash version', () => {
    const { status, service } = remembered();
    const rehashed = { ...bad, contentHash: 'v2:bad' };
    expect(look(status, service, { taskDefinition: rehashed }).actions).toEqual([]);
  });

  it('gives way to a retry, once, and without force where fields differ', () => {
    const { status, service } = remembered();
    const annotations = { [Annotation.RetryRollout]: 'again' };
    const plan = look(status, service, { annotations });
    expect(plan.actions).toMatchObject([{ input: { taskDefinition: TD2 } }]);
    expect(plan.actions[0]?.input).not.toHaveProperty('forceNewDeployment');
    expect(plan.facts.rollout).not.toHaveProperty('deploymentId');
    const refusedAgain = { ...status, lastHandled: { ...plan.facts.lastHandled } };
    expect(look(refusedAgain, service, { annotations }).actions).toEqual([]);
  });

  it('forces the retry where the failed revision is all there is', () => {
    const first = created();
    const [primary] = first.world.service?.deployments ?? [];
    const service = { ...first.world.service, deployments: [{ ...primary, rolloutState: 'FAILED' as const }] };
    const failed = reconcile({ ...first.world, service }, { status: first.status });
    expect(failed.plan.outcome).toMatchObject({ kind: 'stalled', reason: 'DeploymentFailed' });
    const annotations = { [Annotation.RetryRollout]: 'again' };
    const retried = reconcile(failed.world, { status: failed.status, annotations });
    expect(retried.calls).toMatchObject([{ input: { forceNewDeployment: true } }]);
    expect(retried.status.rollout).toMatchObject({ deploymentId: 'ecs-svc/2', status: 'InProgress' });
  });

  it('does not let a retry of the past wait for a refusal to come', () => {
    const annotations = { [Annotation.RetryRollout]: 'early' };
    const settled = sent();
    const under = planService(
      situation({
        status: settled.status,
        taskDefinition: bad,
        annotations,
        observed: { service: settled.world.service },
      }),
    );
    const status = { observedGeneration: 1, conditions: [], ...under.facts };
    expect(look(status, rolledBack(settled), { annotations }).actions).toEqual([]);
  });

  it('keeps back a restart, too: there is nothing good to start', () => {
    const { status, service } = remembered();
    expect(look(status, service, { annotations: { [Annotation.RestartedAt]: 'now' } }).actions).toEqual([]);
  });
});

describe('memory that status has lost', () => {
  const revision = { taskDefinition: TD2, networkConfiguration: SPEC.networkConfiguration, platformVersion: '1.4.0' };
  const lost: EcsServiceStatus = { observedGeneration: -1, conditions: [] };

  function lookBack(changes: Partial<ServiceSituation>, of = failedDeployment('ROLLBACK_SUCCESSFUL')) {
    const service = rolledBack(sent());
    const recent = [{ deployment: of, revision }];
    return planService(situation({ status: lost, taskDefinition: bad, observed: { service, recent }, ...changes }));
  }

  it.each(['ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED', 'STOPPED', 'ROLLBACK_IN_PROGRESS'] as const)(
    'is found in ECS: %s',
    (status) => {
      const plan = lookBack({}, failedDeployment(status));
      expect(plan.actions.filter(({ operation }) => operation === 'UpdateService')).toEqual([]);
      expect(plan.facts.rollout).toMatchObject({ deploymentId: 'ecs-svc/2' });
    },
  );

  it('is no memory of another spec', () => {
    const taskDefinition = { kind: 'resolved', arn: TD2.replace(':2', ':9'), contentHash: 'v1:new' } as const;
    expect(lookBack({ taskDefinition }).actions).toMatchObject([{ operation: 'UpdateService' }]);
  });

  it('is no memory of a success', () => {
    expect(lookBack({}, failedDeployment('SUCCESSFUL')).actions).toMatchObject([{ operation: 'UpdateService' }]);
  });

  it('finds a rollback of a call whose answer was lost, and only if it is newer than the call', () => {
    const settled = sent();
    const announced = { ...settled.status.rollout! };
    delete announced.deploymentId;
    const status = { ...settled.status, rollout: { ...announced, startedAt: '2026-11-21T12:00:50.000Z' } };
    expect(lookBack({ status }).actions).toEqual([]);
    const later = { ...settled.status, rollout: { ...announced, startedAt: '2026-11-21T13:00:00.000Z' } };
    expect(lookBack({ status: later }).actions).toMatchObject([{ operation: 'UpdateService' }]);
  });
});

describe('deployments of others', () => {
  it('are taken back when they change what runs', () => {
    const first = created();
    const done = reconcile(complete(first.world), { status: first.status });
    const [primary] = done.world.service?.deployments ?? [];
    const theirs = { ...primary, id: 'ecs-svc/99', createdAt: new Date(Date.UTC(2027, 0, 1)), taskDefinition: TD2 };
    const service = { ...done.world.service, taskDefinition: TD2, deployments: [theirs] };
    const plan = planService(situation({ status: done.status, observed: { service } }));
    expect(plan.actions).toMatchObject([{ input: { taskDefinition: TD1 } }]);
    const observe = { ...SPEC, driftPolicy: 'Observe' as const };
    const reported = planService(situation({ status: done.status, spec: observe, observed: { service } }));
    expect(reported.actions).toEqual([]);
    expect(reported.outcome).toMatchObject({ kind: 'stalled', reason: 'Drifted' });
  });

  it('are followed when they run the same: the proof stays', () => {
    const first = created();
    const done = reconcile(complete(first.world), { status: first.status });
    const [primary] = done.world.service?.deployments ?? [];
    const theirs = { ...primary, id: 'ecs-svc/99', createdAt: new Date(Date.UTC(2027, 0, 1)) };
    const service = { ...done.world.service, deployments: [theirs] };
    const plan = planService(situation({ status: done.status, observed: { service } }));
    expect(plan.actions).toEqual([]);
    expect(plan.outcome.kind).toBe('ready');
    expect(plan.facts.rollout?.deploymentId).toBe('ecs-svc/99');
  });
});
