import { beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../runtime/manual-clock.ts';
import type { Json } from '../operation.ts';
import { createSimulator, type Simulator } from '../simulator.ts';

const resourceId = 'service/demo/web';
const identity = { ServiceNamespace: 'ecs', ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };
const hourMs = 3_600_000;

let clock: ManualClock;
let simulator: Simulator;

beforeEach(() => {
  clock = new ManualClock(Date.parse('2026-09-16T12:00:00Z'));
  simulator = createSimulator({ clock, seed: 1 });
  simulator.start();
  simulator.call('ecs', 'CreateCluster', { clusterName: 'demo' });
  simulator.call('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }],
  });
  const service = { cluster: 'demo', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 };
  simulator.call('ecs', 'CreateService', { ...service, launchType: 'EC2' });
  scaling('RegisterScalableTarget', { MinCapacity: 2, MaxCapacity: 4 });
});

function scaling(operation: string, input: Json = {}): Json {
  return simulator.call('application-autoscaling', operation, { ...identity, ...input });
}

function schedule(name: string, expression: string, action: Json, more: Json = {}): void {
  const input = { ScheduledActionName: name, Schedule: expression, ScalableTargetAction: action, ...more };
  scaling('PutScheduledAction', input);
}

function bounds(): unknown[] {
  const { ScalableTargets: targets } = simulator.call('application-autoscaling', 'DescribeScalableTargets', {
    ServiceNamespace: 'ecs',
  });
  const [target] = targets as Json[];
  return [target?.['MinCapacity'], target?.['MaxCapacity']];
}

function causes(status: string): unknown[] {
  const { ScalingActivities: all } = scaling('DescribeScalingActivities');
  return (all as Json[]).filter((each) => each['StatusCode'] === status).map((each) => each['Cause']);
}

describe('scheduled actions', () => {
  it('rewrite the bounds at their times, day after day', () => {
    schedule('day', 'cron(0 8 * * ? *)', { MinCapacity: 3, MaxCapacity: 8 });
    schedule('night', 'cron(0 20 * * ? *)', { MinCapacity: 0, MaxCapacity: 1 });

    const seen = [1, 2, 3, 4].map(() => {
      clock.advance(12 * hourMs);
      return bounds();
    });

    expect(seen).toEqual([
      [0, 1],
      [3, 8],
      [0, 1],
      [3, 8],
    ]);
  });

  it('change only the bound that they name', () => {
    schedule('s', 'rate(1 hour)', { MaxCapacity: 9 });
    clock.advance(hourMs);

    expect(bounds()).toEqual([2, 9]);
  });

  it('fail when they would cross the other bound', () => {
    schedule('s', 'rate(1 hour)', { MinCapacity: 9 });
    clock.advance(hourMs);

    expect(bounds()).toEqual([2, 4]);
    expect(causes('Failed')).toEqual(['scheduled action name s was triggered']);
  });

  it('stop at their end', () => {
    schedule('s', 'rate(1 hour)', { MaxCapacity: 9 }, { EndTime: clock.now() / 1000 + 1800 });
    clock.advance(10 * hourMs);

    expect(bounds()).toEqual([2, 4]);
    expect(clock.nextTimerAt === undefined || clock.nextTimerAt > clock.now()).toBe(true);
  });

  it('run once for a time that comes once, and stay listed', () => {
    schedule('s', 'at(2026-09-16T13:00:00)', { MaxCapacity: 9 });
    clock.advance(2 * hourMs);
    scaling('RegisterScalableTarget', { MaxCapacity: 5 });
    clock.advance(48 * hourMs);

    expect(bounds()).toEqual([2, 5]);
    expect(scaling('DescribeScheduledActions')['ScheduledActions']).toHaveLength(1);
  });

  it('are all done in the end when several fall on one moment', () => {
    for (const name of ['a', 'b', 'c']) schedule(name, 'at(2026-09-16T13:00:00)', { MaxCapacity: 9 });
    clock.advance(hourMs + 60_000);

    const done = causes('Successful')
      .map(String)
      .filter((cause) => cause.startsWith('scheduled action'));
    expect(new Set(done)).toEqual(
      new Set(['a', 'b', 'c'].map((name) => `scheduled action name ${name} was triggered`)),
    );
    expect(causes('Failed').length).toBeGreaterThan(0);
  });
});
