import type { EcsServiceSpec } from '../../../api/generated/ecs-service.ts';
import type { EcsServiceStatus } from '../../../api/status.ts';
import { ownerTags } from '../../ownership.ts';
import { afterAction } from '../after-action.ts';
import { planService } from '../plan.ts';
import { statusWith } from '../service-plan.ts';
import type { ServicePlan } from '../service-plan.ts';
import type { ServiceSituation } from '../situation.ts';
import { apply, NOTHING, T0 } from './ecs-model.ts';

export const OWNER = { installation: 'here', kind: 'EcsService', namespace: 'shop', name: 'web' };
export const TD1 = 'arn:aws:ecs:us-east-1:111122223333:task-definition/shop_web:1';
export const TD2 = 'arn:aws:ecs:us-east-1:111122223333:task-definition/shop_web:2';

export const SPEC: EcsServiceSpec = {
  taskDefinitionRef: { name: 'web' },
  cluster: 'demo',
  desiredCount: 2,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-b', 'subnet-a'], securityGroups: ['sg-1'] } },
};

/** The situation of an object that was just created, with what the test changes. */
export function situation(changes: Partial<ServiceSituation> = {}): ServiceSituation {
  return {
    uid: 'c0ffee00-0000-4000-8000-000000000001',
    generation: 1,
    annotations: {},
    spec: SPEC,
    status: { observedGeneration: -1, conditions: [] },
    owner: OWNER,
    desiredTags: ownerTags(OWNER),
    scope: { accountId: '111122223333', region: 'us-east-1' },
    cluster: 'demo',
    serviceName: 'shop_web',
    taskDefinition: { kind: 'resolved', arn: TD1, contentHash: 'v1:one' },
    scaling: { target: 'absent', scaling: 'absent' },
    observed: { service: undefined },
    sent: [],
    domainNow: T0,
    ...changes,
  };
}

export type World = typeof NOTHING;

export interface Settled {
  readonly world: World;
  readonly status: EcsServiceStatus;
  readonly plan: ServicePlan;
  /** Every call that was made. */
  readonly calls: ServicePlan['actions'];
}

/** One reconcile: plans, records, carries out, plans again and records. */
export function reconcile(world: World, changes: Partial<ServiceSituation> & { status: EcsServiceStatus }): Settled {
  const before = situation({ observed: { service: world.service }, ...changes });
  const first = planService(before);
  let next = world;
  let observed = before.observed;
  for (const action of first.actions) {
    next = apply(next, action, before.domainNow);
    observed = afterAction(observed, action, { service: next.service });
  }
  const announced = statusWith(before.status, first.facts);
  const second = planService({ ...before, observed, status: announced, sent: first.actions });
  return { world: next, status: statusWith(before.status, second.facts), plan: second, calls: first.actions };
}

/** A service that was created from `spec` and reads back, its first deployment under way. */
export function created(spec: EcsServiceSpec = SPEC): Settled {
  return reconcile(NOTHING, { spec, status: { observedGeneration: -1, conditions: [] } });
}
