import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { canonicalJson } from '../hash.ts';
import { valueAt } from './paths.ts';
import { planService } from './plan.ts';
import { complete, NOTHING, T0 } from './testing/ecs-model.ts';
import { reconcile, situation, TD1, TD2 } from './testing/situations.ts';
import type { Settled } from './testing/situations.ts';
import type { ServiceSituation } from './situation.ts';

const subnets = fc.uniqueArray(fc.constantFrom('subnet-a', 'subnet-b', 'subnet-c'), { minLength: 1 });
const groups = fc.uniqueArray(fc.constantFrom('sg-a', 'sg-b'), { minLength: 1 });

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

const fields = {
  desiredCount: maybe(fc.nat(4)),
  platformVersion: maybe(fc.constantFrom('LATEST', '1.4.0')),
  propagateTags: maybe(fc.constantFrom('NONE' as const, 'SERVICE' as const)),
  enableExecuteCommand: maybe(fc.boolean()),
  healthCheckGracePeriodSeconds: maybe(fc.nat(2)),
  availabilityZoneRebalancing: maybe(fc.constantFrom('ENABLED' as const, 'DISABLED' as const)),
  loadBalancers: maybe(
    fc.uniqueArray(fc.constantFrom('tg-1', 'tg-2')).map((arns) => arns.map((targetGroupArn) => ({ targetGroupArn }))),
  ),
  serviceConnectConfiguration: maybe(fc.record({ enabled: fc.boolean() })),
  deploymentConfiguration: maybe(
    fc.record(
      {
        maximumPercent: fc.constantFrom(150, 200),
        deploymentCircuitBreaker: fc.record(
          { enable: fc.boolean(), rollback: fc.boolean(), resetOnHealthyTask: fc.boolean() },
          { requiredKeys: ['enable', 'rollback'] },
        ),
      },
      { requiredKeys: [] },
    ),
  ),
};

const specs: fc.Arbitrary<EcsServiceSpec> = fc
  .record({ ...fields, subnets, groups: maybe(groups) })
  .map(({ subnets, groups, ...rest }) => {
    const awsvpcConfiguration = { subnets, ...(groups === undefined ? {} : { securityGroups: groups }) };
    const present = Object.entries(rest).filter(([, value]) => value !== undefined);
    return {
      taskDefinitionRef: { name: 'web' },
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration },
      ...(Object.fromEntries(present) as Partial<EcsServiceSpec>),
    };
  });

const revisions = fc.constantFrom(TD1, TD2);
const wishes = fc.array(fc.record({ spec: specs, arn: revisions }), { minLength: 1, maxLength: 5 });

type Wish = Partial<ServiceSituation> & Pick<ServiceSituation, 'spec' | 'taskDefinition'>;

function wishOf({ spec, arn }: { spec: EcsServiceSpec; arn: string }): Wish {
  return { spec, taskDefinition: { kind: 'resolved', arn, contentHash: arn } };
}

function start(wish: Wish): Settled {
  return reconcile(NOTHING, { status: { observedGeneration: -1, conditions: [] }, ...wish });
}

const BREAKER = 'deploymentConfiguration.deploymentCircuitBreaker';
const RESETS = {
  propagateTags: 'NONE',
  enableExecuteCommand: false,
  healthCheckGracePeriodSeconds: 0,
  'deploymentConfiguration.maximumPercent': 200,
  [`${BREAKER}.enable`]: false,
  [`${BREAKER}.rollback`]: false,
  [`${BREAKER}.resetOnHealthyTask`]: true,
};

describe('any history of specs', () => {
  it('leaves nothing to do after one reconcile, and nothing to record after the next', () => {
    fc.assert(
      fc.property(wishes, ([first, ...rest]) => {
        let settled = start(wishOf(first!));
        for (const wish of [first!, ...rest].map(wishOf)) {
          settled = reconcile(settled.world, { status: settled.status, ...wish });
          expect(settled.plan.actions).toEqual([]);
          const again = reconcile(settled.world, { status: settled.status, ...wish });
          expect(again.calls).toEqual([]);
          expect(canonicalJson(again.status)).toBe(canonicalJson(settled.status));
        }
      }),
    );
  });

  it('starts at most one deployment for each, and none where nothing of it changes what runs', () => {
    fc.assert(
      fc.property(wishes, ([first, ...rest]) => {
        let settled = start(wishOf(first!));
        for (const wish of rest.map(wishOf)) {
          const before = settled;
          const sameInput = { ...wish, spec: { ...wish.spec, desiredCount: 7 } };
          settled = reconcile(before.world, { status: before.status, ...wish });
          expect(settled.world.deployments - before.world.deployments).toBeLessThanOrEqual(1);
          const scaled = reconcile(settled.world, { status: settled.status, ...sameInput });
          expect(scaled.world.deployments).toBe(settled.world.deployments);
        }
      }),
    );
  });

  it('ends in what the last spec says, with all that ever left it reset', () => {
    fc.assert(
      fc.property(wishes, specs, revisions, (history, spec, arn) => {
        const last = wishOf({ spec, arn });
        let settled = start(wishOf(history[0]!));
        for (const wish of [...history.slice(1).map(wishOf), last]) {
          settled = reconcile(settled.world, { status: settled.status, ...wish });
        }
        const { service } = settled.world;
        expect(service?.taskDefinition).toBe(arn);
        for (const [path, reset] of Object.entries(RESETS)) {
          expect([path, valueAt(service, path)]).toEqual([path, valueAt(spec, path) ?? reset]);
        }
        expect(settled.status.ownedFields).toEqual([...(settled.status.ownedFields ?? [])].sort());
      }),
    );
  });

  it('is never Ready before the deployment of the newest spec has ended', () => {
    fc.assert(
      fc.property(wishes, ([first, ...rest]) => {
        let settled = start(wishOf(first!));
        expect(settled.plan.outcome.kind).toBe('progressing');
        for (const wish of rest.map(wishOf)) {
          const done = reconcile(complete(settled.world), { status: settled.status, ...wish });
          if (done.world.deployments > settled.world.deployments) expect(done.plan.outcome.kind).toBe('progressing');
          settled = done;
        }
      }),
    );
  });

  it('makes no call and records the same when nothing of status is left but what ECS shows', () => {
    fc.assert(
      fc.property(specs, revisions, (spec, arn) => {
        const wish = wishOf({ spec, arn });
        const settled = start(wish);
        const world = complete(settled.world);
        const restored = reconcile(world, { status: { observedGeneration: -1, conditions: [] }, ...wish });
        expect(restored.calls).toEqual([]);
        expect(restored.status.rollout?.deploymentId).toBe(settled.status.rollout?.deploymentId);
        expect(restored.plan.outcome.kind).toBe('ready');
      }),
    );
  });

  it('changes nothing while suspended', () => {
    fc.assert(
      fc.property(wishes, specs, ([first], spec) => {
        const settled = start(wishOf(first!));
        const suspended = wishOf({ spec: { ...spec, suspend: true }, arn: TD2 });
        const observed = { service: settled.world.service };
        const plan = planService(situation({ ...suspended, observed, status: settled.status, domainNow: T0 }));
        expect(plan.actions).toEqual([]);
        expect(plan.outcome.kind).toBe('suspended');
      }),
    );
  });
});
