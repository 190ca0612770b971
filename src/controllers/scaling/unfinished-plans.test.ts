import { describe, expect, it } from '@jest/globals';
import { EcsScalingType } from '../../api/resources.ts';
import type { EcsScaling } from '../../api/resources.ts';
import { InMemoryApiServer } from '../../kube/in-memory/api-server.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { UnfinishedPlans } from './unfinished-plans.ts';

const key = { namespace: 'shop', name: 'web' };

function setUp() {
  const clock = new ManualClock();
  const users = new InMemoryApiServer(clock).user<EcsScaling>(EcsScalingType);
  const object = users.create({ ...key, spec: { resourceId: 'service/demo/web', minCapacity: 1, maxCapacity: 2 } });
  const plans = new UnfinishedPlans(clock);
  const plan = { ...plans.begin([]), done: 1 };
  plans.keep(object, 'service/demo/web', plan);
  return { clock, users, object, plans, plan };
}

describe('UnfinishedPlans', () => {
  it('gives a plan back, once', () => {
    const { plans, object, plan } = setUp();
    expect(plans.take(object, 'service/demo/web')).toMatchObject(plan);
    expect(plans.take(object, 'service/demo/web')).toBeUndefined();
  });

  it('forgets a plan for another spec', () => {
    const { plans, users } = setUp();
    const changed = users.changeSpec(key, (spec) => ({ ...spec, maxCapacity: 3 }));
    expect(plans.take(changed, 'service/demo/web')).toBeUndefined();
  });

  it('forgets a plan for another service', () => {
    const { plans, object } = setUp();
    expect(plans.take(object, 'service/demo/other')).toBeUndefined();
  });

  it('forgets a plan that is old', () => {
    const { plans, object, clock } = setUp();
    clock.advance(300_001);
    expect(plans.take(object, 'service/demo/web')).toBeUndefined();
  });
});
