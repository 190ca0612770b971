import { describe, expect, it } from '@jest/globals';
import { TYPICAL_PACE } from './delays.ts';
import { planLife, planStop, type LifeInput } from './task-plan.ts';

const healthy: LifeInput = { createdAt: 0, pace: TYPICAL_PACE, fate: 'healthy', behindBalancer: false, gracePeriod: 0 };
const healthCheck = { interval: 30_000, retries: 3, startPeriod: 10_000 };
const begin = ['4.5 connect', '6.5 pend', '21.2 run'];
const end = ['24.2 exit', '34.2 stopping', '47.6 stop', '3647.6 forget'];

function life(input: Partial<LifeInput>): string[] {
  return planLife({ ...healthy, ...input }).map(({ at, step }) => `${at / 1_000} ${step}`);
}

describe('the life of a task', () => {
  it.each([
    { reason: 'runs for ever', input: {}, is: begin },
    { reason: 'turns healthy with its first check', input: { healthCheck }, is: [...begin, '51.2 healthy'] },
    { reason: 'ends when its container does', input: { fate: 'crash' }, is: [...begin, ...end] },
    { reason: 'ends although it has a check', input: { fate: 'crash', healthCheck }, is: [...begin, ...end] },
    {
      reason: 'fails its checks after the start period',
      input: { fate: 'unhealthy', healthCheck },
      is: [...begin, '121.2 unhealthy'],
    },
    {
      reason: 'fails the load balancer after the grace period',
      input: { fate: 'unhealthy', behindBalancer: true, gracePeriod: 5_000 },
      is: [...begin, '86.2 fail-balancer-check'],
    },
    { reason: 'that nobody checks is fine', input: { fate: 'unhealthy' }, is: begin },
    {
      reason: 'never runs without its image',
      input: { fate: 'cannot-pull' },
      is: ['4.5 connect', '6.5 pend', '130 fail-to-start', '143.4 stop', '3743.4 forget'],
    },
    {
      reason: 'gives up sooner when something outside refuses it',
      input: { fate: 'crash', startFailsAfter: 25_000 },
      is: ['4.5 connect', '6.5 pend', '25 fail-to-start', '38.4 stop', '3638.4 forget'],
    },
    {
      reason: 'runs when its last container does, and shows later that it is healthy',
      input: { lastStart: 10_600, containerChanges: [0], healthCheck },
      is: ['4.5 connect', '6.5 pend', '21.2 containers', '31.8 run', '50.8 healthy'],
    },
    {
      reason: 'fails when a container waits in vain',
      input: { lastStart: 3_600, dependencyFailsAfter: 3_000, containerChanges: [0, 3_000] },
      is: [
        '4.5 connect',
        '6.5 pend',
        '21.2 containers',
        '24.2 containers',
        '24.2 fail-to-start',
        '37.6 stop',
        '3637.6 forget',
      ],
    },
    {
      reason: 'turns unhealthy a minute after it was healthy',
      input: { fate: 'unhealthy-later', healthCheck },
      is: [...begin, '51.2 healthy', '111.2 unhealthy'],
    },
  ] satisfies { reason: string; input: Partial<LifeInput>; is: string[] }[])('$reason', ({ input, is }) => {
    expect(life(input)).toEqual(is);
  });

  it('ends in order when it is told to stop, sooner when nothing ran', () => {
    const steps = (hasRun: boolean): string[] =>
      planStop(0, hasRun, TYPICAL_PACE).map(({ at, step }) => `${at / 1_000} ${step}`);
    expect(steps(true)).toEqual(['2 container-stop', '12 deprovision', '26 stop', '3626 forget']);
    expect(steps(false)).toEqual(['0 container-stop', '0 deprovision', '13.4 stop', '3613.4 forget']);
  });
});
