import { describe, expect, it } from '@jest/globals';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { startOrder } from './start-order.ts';

const check = { command: ['CMD', 'true'], interval: 10, retries: 2, startPeriod: 5 };

function two(condition: string, first: Partial<ContainerDefinition>): ContainerDefinition[] {
  const dependsOn = [{ containerName: 'first', condition }] as ContainerDefinition['dependsOn'];
  return [
    { name: 'second', image: 'app:1', dependsOn },
    { name: 'first', image: 'app:1', essential: false, ...first },
  ];
}

describe('the order in which containers start', () => {
  it.each<[string, string, Partial<ContainerDefinition>, number, number | undefined]>([
    ['at once after a start', 'START', {}, 0, undefined],
    ['after a check', 'HEALTHY', { healthCheck: check }, 10_600, undefined],
    ['after a job that worked', 'SUCCESS', { image: 'job:exit-0' }, 3_600, undefined],
    ['after a job, however it ended', 'COMPLETE', { image: 'job:exit-7' }, 3_600, undefined],
    ['never after a job that failed', 'SUCCESS', { image: 'job:exit-7' }, 3_600, 3_000],
    ['never after a check that fails', 'HEALTHY', { image: 'app:unhealthy', healthCheck: check }, 25_600, 25_000],
    ['never after a job that does not end', 'COMPLETE', {}, 180_600, 180_000],
  ])('%s', (_what, condition, first, lastStart, failsAfter) => {
    const order = startOrder(two(condition, first));
    expect(order).toMatchObject({ lastStart });
    expect(order.failsAfter).toBe(failsAfter);
    expect([order.starts.get('first'), order.starts.get('second')]).toEqual([0, lastStart]);
  });

  it('adds up along a chain, and is nothing without dependencies', () => {
    const chain = [
      ...two('SUCCESS', { image: 'job:exit-0' }),
      { name: 'third', image: 'app:1', dependsOn: [{ containerName: 'second', condition: 'START' as const }] },
    ];
    expect(startOrder(chain).starts.get('third')).toBe(3_600);
    expect(startOrder([{ name: 'a', image: 'a' }])).toMatchObject({ lastStart: 0, failsAfter: undefined });
  });
});
