import { describe, expect, it } from '@jest/globals';
import { scriptedGateway } from '../../test/support/scripted-gateway.ts';
import { awsFailure, type Script } from '../../test/support/scripted-transport.ts';
import { Priority } from '../runtime/priority.ts';
import { AwaitToken } from '../runtime/result.ts';

const alarm = (n: number): string => `alarm-${String(n).padStart(3, '0')}`;
const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => alarm(n));

/** An account whose alarms with even numbers exist. */
function setUp(others: readonly string[] = []) {
  const failures: unknown[] = [];
  const script: Script = {
    DescribeAlarms: ({ AlarmNames = [] }) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      const existing = AlarmNames.filter((name) => Number(name.slice(-3)) % 2 === 0);
      return { MetricAlarms: existing.map((AlarmName) => ({ AlarmName })) };
    },
    PutMetricAlarm: () => ({}),
    DeleteAlarms: () => ({}),
  };
  const prefetch = { fill: () => [], onPrefetched: () => undefined, alarms: () => others };
  const { gateway, transport, clock } = scriptedGateway(script, { share: 1, prefetch });
  const read = async (names: readonly string[], priority: Priority = Priority.Resync) => {
    const alarms = await gateway.readAlarms(names, { object: 'EcsScaling/shop/web', priority });
    return alarms.map(({ AlarmName }) => AlarmName);
  };
  const asked = () =>
    transport.sent
      .filter(({ operation }) => operation === 'DescribeAlarms')
      .map(({ input }) => (input as { AlarmNames: string[] }).AlarmNames.length);
  return { clock, gateway, transport, failures, read, asked };
}

describe('reading alarms', () => {
  it('gives those that there are, in the order asked for', async () => {
    const { read, transport } = setUp();
    expect(await read([alarm(4), alarm(1), alarm(2)], Priority.UserChange)).toEqual([alarm(4), alarm(2)]);
    expect(transport.sent[0]?.input).toEqual({ AlarmNames: [alarm(4), alarm(1), alarm(2)], MaxRecords: 100 });
  });

  it('costs a call per hundred when all are looked at, one by one', async () => {
    const names = numbered(250);
    const { read, asked } = setUp(names);
    for (const name of names) await read([name]);
    expect(asked()).toEqual([100, 100, 50]);
  });

  it('asks for no more than its own where it is urgent, and asks anew', async () => {
    const { read, asked, clock } = setUp(numbered(250));
    await read([alarm(0)], Priority.UserChange);
    clock.advance(5_001);
    await read([alarm(0)], Priority.UserChange);
    expect(asked()).toEqual([1, 1]);
  });

  it('goes on after a wait for a token', async () => {
    const { read, asked, clock } = setUp();
    const names = numbered(1_000);
    for (;;) {
      try {
        await read(names, Priority.UserChange);
        break;
      } catch (error) {
        if (!(error instanceof AwaitToken)) throw error;
        clock.advance(error.afterMs);
      }
    }
    expect(asked()).toHaveLength(10);
  });

  it('takes more than a hundred of one object in more than one call', async () => {
    const { read, asked } = setUp();
    expect(await read(numbered(130))).toHaveLength(65);
    expect(asked()).toEqual([100, 30]);
  });

  it('shares a call that is under way', async () => {
    const { read, asked } = setUp(numbered(10));
    expect(await Promise.all([read([alarm(2)]), read([alarm(3)]), read([alarm(2)])])).toEqual([
      [alarm(2)],
      [],
      [alarm(2)],
    ]);
    expect(asked()).toEqual([10]);
  });

  it('asks again after half a minute', async () => {
    const { read, asked, clock } = setUp();
    await read([alarm(2)]);
    clock.advance(30_000);
    await read([alarm(2)]);
    expect(asked()).toEqual([1]);
    clock.advance(1);
    await read([alarm(2)]);
    expect(asked()).toEqual([1, 1]);
  });

  it('asks again for what was written', async () => {
    const { read, asked, gateway } = setUp(numbered(3));
    const context = { object: 'EcsScaling/shop/web', priority: Priority.UserChange };
    await read([alarm(0)]);
    await gateway.call('DeleteAlarms', { AlarmNames: [alarm(2)] }, context);
    const put = { AlarmName: alarm(0), EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' } as const;
    await gateway.call('PutMetricAlarm', put, context);
    await read([alarm(0)]);
    await read([alarm(1)]);
    expect(asked()).toEqual([3, 2]);
  });

  it('does not believe what was read while it was written', async () => {
    const { read, asked, gateway } = setUp();
    const context = { object: 'EcsScaling/shop/web', priority: Priority.UserChange };
    const reading = read([alarm(0)]);
    await gateway.call('DeleteAlarms', { AlarmNames: [alarm(0)] }, context);
    await reading;
    expect(asked().filter((count) => count === 1).length).toBeGreaterThanOrEqual(2);
  });

  it('tells a failure to the one who asked; the others ask themselves', async () => {
    const { read, failures, asked } = setUp(numbered(10));
    failures.push(awsFailure('InternalServiceFault', '', 500));
    const both = await Promise.allSettled([read([alarm(2)]), read([alarm(4)])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(asked()).toHaveLength(2);
  });
});
