import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { OperatorBed } from '../support/operator-bed.ts';
import { callsOf, failedCallsOf } from '../support/stack-bed.ts';
import { queue } from '../support/scaling-world.ts';

jest.setTimeout(120_000);

const COUNT = 1_000;
const UNPACED = 10_000;
const names = Array.from({ length: COUNT }, (_, index) => `s${String(index).padStart(4, '0')}`);

function createServices(bed: OperatorBed): void {
  const act = (operation: string, input: Record<string, unknown>) => bed.simulator.act('ecs', operation, input);
  act('CreateCluster', { clusterName: 'demo' });
  act('RegisterTaskDefinition', {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }],
  });
  for (const serviceName of names) {
    act('CreateService', { cluster: 'demo', serviceName, taskDefinition: 'web', desiredCount: 1 });
  }
}

describe('a thousand scalings, each with a step policy, its alarm and a scheduled action', () => {
  const bed = new OperatorBed({ share: 0.5 });

  beforeAll(async () => {
    createServices(bed);
    const scheduledActions = [{ name: 'a', schedule: 'rate(7 days)', scalableTargetAction: { minCapacity: 1 } }];
    for (const name of names) {
      const spec = { resourceId: `service/demo/${name}`, minCapacity: 1, maxCapacity: 4, policies: [queue] };
      bed.scalings.create({ namespace: 'shop', name, spec: { ...spec, scheduledActions } });
    }
    bed.start({}, UNPACED);
    const isReady = ({ status }: (typeof listed)[number]): boolean =>
      status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;
    const listed = bed.scalings.list();
    await bed.until(() => bed.scalings.list().every(isReady), 120_000);
    await bed.pass(70_000);
    bed.kill();
    bed.simulator.throttle.enabled = true;
  });

  afterAll(() => bed.dispose());

  it('cost one pass in full pages: 20 calls for targets, 100 for policies, 20 for actions, 10 for alarms', async () => {
    bed.simulator.calls.reset();
    bed.start();
    const writes = bed.gate.effects.length;
    await bed.pass(60_000);
    const { GetCallerIdentity: _identity, DescribeServices, ...calls } = callsOf(bed);
    expect(calls).toEqual({
      DescribeScalableTargets: COUNT / 50,
      DescribeScalingPolicies: COUNT / 10,
      DescribeScheduledActions: COUNT / 50,
      DescribeAlarms: COUNT / 100,
    });
    // The counts of services that are no EcsService; calls that several workers make at once bring less than ten.
    expect(DescribeServices).toBeLessThanOrEqual(COUNT / 8);
    expect(failedCallsOf(bed)).toEqual({});
    expect(bed.gate.effects.slice(writes)).toEqual([]);
  });
});
