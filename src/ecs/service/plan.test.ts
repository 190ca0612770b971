import { describe, expect, it } from '@jest/globals';
import { Annotation } from '../../api/annotations.ts';
import { ownerTags } from '../ownership.ts';
import { planService } from './plan.ts';
import { complete, NOTHING, T0 } from './testing/ecs-model.ts';
import { created, OWNER, reconcile, situation, SPEC, TD1, TD2 } from './testing/situations.ts';

const resolved2 = { kind: 'resolved', arn: TD2, contentHash: 'v1:two' } as const;

describe('a new object', () => {
  it('creates the whole service in one call, announced as pending', () => {
    const plan = planService(situation());
    expect(plan.actions).toHaveLength(1);
    const [action] = plan.actions;
    expect(action).toMatchObject({
      operation: 'CreateService',
      input: {
        cluster: 'demo',
        serviceName: 'shop_web',
        taskDefinition: TD1,
        desiredCount: 2,
        launchType: 'FARGATE',
        networkConfiguration: SPEC.networkConfiguration,
      },
    });
    expect(action?.input).not.toHaveProperty('taskDefinitionRef');
    expect(plan.facts.pending).toMatchObject({ operation: 'CreateService' });
    expect(plan.outcome.kind).toBe('progressing');
  });

  it('records the service and its deployment when the answer is there, and has nothing more to do', () => {
    const { status, plan } = created();
    expect(plan.actions).toEqual([]);
    expect(status).toMatchObject({
      serviceArn: 'arn:aws:ecs:us-east-1:111122223333:service/demo/shop_web',
      creations: 1,
      rollout: { deploymentId: 'ecs-svc/1', status: 'InProgress' },
      desiredCountOwner: 'Spec',
      appliedDesiredCount: 2,
      taskDefinition: { wanted: TD1, inUse: TD1 },
    });
    expect(status.pending).toBeUndefined();
  });

  it('waits for its task definition to be registered', () => {
    const message = 'waiting for EcsTaskDefinition web';
    const plan = planService(situation({ taskDefinition: { kind: 'unregistered', message } }));
    expect(plan.actions).toEqual([]);
    expect(plan.outcome).toEqual({ kind: 'progressing', message, poll: 'reference' });
  });

  it('says which task definition is missing', () => {
    const message = 'EcsTaskDefinition web does not exist';
    const plan = planService(situation({ taskDefinition: { kind: 'unavailable', message } }));
    expect(plan.outcome).toEqual({ kind: 'waiting', reason: 'DependencyNotReady', message });
  });

  it('finds the service of a creation whose answer was lost', () => {
    const first = planService(situation());
    const status = { observedGeneration: -1, conditions: [], ...first.facts };
    const { world } = created();
    const again = reconcile(world, { status });
    expect(again.calls).toEqual([]);
    expect(again.status).toMatchObject({ creations: 1, rollout: { deploymentId: 'ecs-svc/1' } });
    expect(again.status.pending).toBeUndefined();
  });

  it('sends the same token when the call did not take effect', () => {
    const first = planService(situation());
    const status = { observedGeneration: -1, conditions: [], ...first.facts };
    const second = planService(situation({ status, domainNow: T0 + 60_000 }));
    expect(second.actions).toEqual(first.actions);
  });
});

describe('a service of ours', () => {
  it('is Ready when its deployment is completed and the count runs, once and for all', () => {
    const { world, status } = created();
    const done = reconcile(complete(world), { status });
    expect(done.plan.outcome).toEqual({ kind: 'ready', message: 'The service runs shop_web:1.' });
    expect(done.status.rollout).toMatchObject({ status: 'Successful', countReached: true });
  });

  it('gets a new revision by one sparse call', () => {
    const { world, status } = created();
    const done = reconcile(complete(world), { status });
    const next = reconcile(done.world, { status: done.status, generation: 2, taskDefinition: resolved2 });
    expect(next.calls).toMatchObject([
      {
        operation: 'UpdateService',
        startsDeployment: true,
        input: { cluster: 'demo', service: 'shop_web', taskDefinition: TD2 },
      },
    ]);
    expect(Object.keys(next.calls[0]?.input ?? {}).sort()).toEqual(['cluster', 'service', 'taskDefinition']);
    expect(next.status.rollout).toMatchObject({ deploymentId: 'ecs-svc/2', status: 'InProgress' });
    expect(next.status.history).toMatchObject([{ taskDefinitionArn: TD1, result: 'Successful' }]);
    expect(next.plan.outcome.kind).toBe('progressing');
  });

  it('gets task definition and service fields in one deployment, after the revision is registered', () => {
    const { world, status } = created();
    const done = reconcile(complete(world), { status });
    const spec = {
      ...SPEC,
      enableExecuteCommand: true,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-c'], securityGroups: ['sg-1'] } },
    };
    const waiting = { kind: 'unregistered', message: 'registering' } as const;
    const held = reconcile(done.world, { status: done.status, spec, taskDefinition: waiting });
    expect(held.calls).toMatchObject([{ startsDeployment: false, input: { enableExecuteCommand: true } }]);
    expect(held.calls[0]?.input).not.toHaveProperty('networkConfiguration');
    expect(held.plan.outcome).toEqual({ kind: 'progressing', message: 'registering', poll: 'reference' });
    const sent = reconcile(held.world, { status: held.status, spec, taskDefinition: resolved2 });
    expect(sent.calls).toHaveLength(1);
    expect(sent.world.deployments).toBe(2);
  });

  it('scales without a deployment', () => {
    const { world, status } = created();
    const done = reconcile(complete(world), { status });
    const scaled = reconcile(done.world, { status: done.status, spec: { ...SPEC, desiredCount: 5 } });
    expect(scaled.calls).toMatchObject([{ startsDeployment: false, input: { desiredCount: 5 } }]);
    expect(scaled.world.deployments).toBe(1);
    expect(scaled.plan.outcome.kind).toBe('ready');
  });

  it('restarts once per request, and not for a request that was there at its creation', () => {
    const annotations = { [Annotation.RestartedAt]: 'one' };
    const { world, status } = reconcile(NOTHING, { status: { observedGeneration: -1, conditions: [] }, annotations });
    const done = reconcile(complete(world), { status, annotations });
    expect(done.calls).toEqual([]);
    const asked = { [Annotation.RestartedAt]: 'two' };
    const restarted = reconcile(done.world, { status: done.status, annotations: asked });
    expect(restarted.calls).toMatchObject([
      { input: { forceNewDeployment: true }, pending: { operation: 'UpdateService', key: 'ecs-svc/1' } },
    ]);
    expect(restarted.status.rollout).toMatchObject({ deploymentId: 'ecs-svc/2' });
    const again = reconcile(restarted.world, { status: restarted.status, annotations: asked });
    expect(again.calls).toEqual([]);
  });

  it('sends a forced update again only if it did not take effect', () => {
    const { world, status } = created();
    const done = reconcile(complete(world), { status });
    const annotations = { [Annotation.RestartedAt]: 'now' };
    const observed = { service: done.world.service };
    const announced = planService(situation({ status: done.status, annotations, observed })).facts;
    const cut = { observedGeneration: 1, conditions: [], ...announced };
    const lost = reconcile(done.world, { status: cut, annotations });
    expect(lost.world.deployments).toBe(2);
    const tookEffect = reconcile(lost.world, { status: cut, annotations });
    expect(tookEffect.calls).toEqual([]);
    expect(tookEffect.status.pending).toBeUndefined();
    expect(tookEffect.status.rollout).toMatchObject({ deploymentId: 'ecs-svc/2' });
  });

  it('moves to a capacity provider strategy by a forced update, as ECS demands', () => {
    const { launchType: _launchType, ...rest } = SPEC;
    const spec = { ...rest, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] };
    const { world, status } = created();
    const next = reconcile(complete(world), { status, spec });
    expect(next.calls).toMatchObject([
      { input: { forceNewDeployment: true, capacityProviderStrategy: spec.capacityProviderStrategy } },
    ]);
    expect(next.plan.actions).toEqual([]);
  });
});

describe('what is left alone', () => {
  it('does nothing while suspended and tells what it would do', () => {
    const { world, status } = created();
    const spec = { ...SPEC, suspend: true, desiredCount: 7, enableExecuteCommand: true };
    const plan = planService(
      situation({ spec, status, observed: { service: world.service }, taskDefinition: resolved2 }),
    );
    expect(plan.actions).toEqual([]);
    expect(plan.facts.plan).toEqual([
      'taskDefinition: shop_web:1 → shop_web:2 (starts a deployment)',
      'enableExecuteCommand: false → true',
      'desiredCount: 2 → 7',
    ]);
    expect(plan.outcome).toEqual({ kind: 'suspended', differences: plan.facts.plan });
  });

  it('reports drift instead of correcting it, and still applies what the user changes', () => {
    const observe = { ...SPEC, driftPolicy: 'Observe', enableExecuteCommand: true } as const;
    const { world, status } = created(observe);
    const done = reconcile(complete(world), { status, spec: observe });
    const service = { ...done.world.service, enableExecuteCommand: false, desiredCount: 9 };
    const drifted = planService(situation({ spec: observe, status: done.status, observed: { service } }));
    expect(drifted.actions).toEqual([]);
    expect(drifted.outcome).toMatchObject({ kind: 'stalled', reason: 'Drifted' });
    expect(drifted.facts.plan).toEqual(['enableExecuteCommand: false → true (AWS differs)', 'desiredCount: 9 → 2']);
    const spec = { ...observe, desiredCount: 3 };
    const changed = planService(situation({ spec, status: done.status, observed: { service } }));
    expect(changed.actions).toMatchObject([{ input: { desiredCount: 3 } }]);
    expect(changed.actions[0]?.input).not.toHaveProperty('enableExecuteCommand');
  });

  it('corrects drift otherwise', () => {
    const spec = { ...SPEC, enableExecuteCommand: true };
    const { world, status } = created(spec);
    const service = { ...world.service, enableExecuteCommand: false };
    const plan = planService(situation({ spec, status, observed: { service } }));
    expect(plan.actions).toMatchObject([{ input: { enableExecuteCommand: true } }]);
  });

  it('resets a field of ours that left the spec, and no other', () => {
    const { world, status } = created({ ...SPEC, enableExecuteCommand: true, propagateTags: 'SERVICE' });
    const service = { ...world.service, enableECSManagedTags: true };
    const next = reconcile({ ...world, service }, { status, spec: { ...SPEC, propagateTags: 'SERVICE' } });
    expect(next.calls.map(({ input }) => input)).toEqual([
      { cluster: 'demo', service: 'shop_web', enableExecuteCommand: false },
    ]);
    expect(next.status.ownedFields).not.toContain('enableExecuteCommand');
  });

  it('sets lost tags again and leaves foreign ones', () => {
    const { world, status } = created();
    const service = { ...world.service, tags: [{ key: 'team', value: 'x' }] };
    const next = reconcile({ ...world, service }, { status });
    expect(next.calls).toMatchObject([{ operation: 'TagResource' }]);
    expect(next.world.service?.tags).toContainEqual({ key: 'team', value: 'x' });
    expect(next.plan.actions).toEqual([]);
  });

  it('removes a tag that left the spec', () => {
    const tagged = { ...ownerTags(OWNER), team: 'x' };
    const first = reconcile(NOTHING, { status: { observedGeneration: -1, conditions: [] }, desiredTags: tagged });
    const next = reconcile(first.world, { status: first.status });
    expect(next.calls).toMatchObject([{ operation: 'UntagResource', input: { tagKeys: ['team'] } }]);
    expect(next.status.ownedTagKeys).not.toContain('team');
  });
});

describe('a service that vanished', () => {
  it('is created again only after it was missed twice, with another token', () => {
    const { world, status } = created();
    const missed = planService(situation({ status }));
    expect(missed.actions).toEqual([]);
    expect(missed.facts.missingSince).toBeDefined();
    const once = { observedGeneration: 1, conditions: [], ...missed.facts };
    expect(planService(situation({ status: once, domainNow: T0 + 9_000 })).actions).toEqual([]);
    const twice = planService(situation({ status: once, domainNow: T0 + 10_000 }));
    expect(twice.actions).toMatchObject([{ operation: 'CreateService' }]);
    expect(twice.actions[0]?.input).not.toMatchObject({ clientToken: planService(situation()).facts.pending?.key });
    expect(world.service).toBeDefined();
  });

  it('is created again at once when it is INACTIVE', () => {
    const { world, status } = created();
    const observed = { service: { ...world.service, status: 'INACTIVE' } };
    expect(planService(situation({ status, observed })).actions).toMatchObject([{ operation: 'CreateService' }]);
  });

  it('waits while one of the same name drains', () => {
    const { world, status } = created();
    const observed = { service: { ...world.service, status: 'DRAINING' } };
    const plan = planService(situation({ status, observed }));
    expect(plan.actions).toEqual([]);
    expect(plan.outcome).toMatchObject({ kind: 'waiting', reason: 'DependencyNotReady' });
  });

  it('waits for a cluster that does not exist', () => {
    const plan = planService(situation({ observed: { service: undefined, clusterMissing: true } }));
    expect(plan.outcome).toMatchObject({
      reason: 'DependencyNotReady',
      message: 'Cluster demo does not exist in us-east-1.',
    });
  });
});
