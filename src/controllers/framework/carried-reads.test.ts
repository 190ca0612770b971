import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { createBuckets } from '../../aws/buckets.ts';
import { CallMetrics } from '../../aws/call-metrics.ts';
import { AwsGateway } from '../../aws/gateway.ts';
import { openGate } from '../../runtime/effects.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { Priority } from '../../runtime/priority.ts';
import { AwaitToken } from '../../runtime/result.ts';
import { CarriedReads, CarryingAws } from './carried-reads.ts';

const call = { object: 'EcsService/shop/web', priority: Priority.RolloutPoll };

function setUp(share = 1) {
  const clock = new ManualClock();
  const transport = new ScriptedTransport({
    ListTasks: (_input, n) => ({ taskArns: [`list ${n}`] }),
    DescribeTasks: () => ({ tasks: [] }),
    DescribeServices: () => ({ services: [{ serviceName: 'web' }], failures: [] }),
    UpdateService: () => ({}),
  });
  const gateway = new AwsGateway({
    scope: { accountId: '111122223333', region: 'us-east-1' },
    transport,
    buckets: createBuckets({ clock, share }),
    effects: openGate,
    clocks: { wall: clock, domain: clock },
    metrics: new CallMetrics(new Registry()),
  });
  /** One run: as the framework begins it. */
  const begin = (interrupted?: CarriedReads) => {
    const reads = new CarriedReads(clock, interrupted);
    return { reads, aws: new CarryingAws(gateway, reads) };
  };
  return { clock, transport, begin };
}

describe('CarriedReads', () => {
  it('lets work with more reads than tokens come to its end', async () => {
    // Two tokens, one more every 5 seconds.
    const { clock, transport, begin } = setUp(0.01);
    let run = begin();
    for (let rounds = 0; rounds < 20; rounds += 1) {
      try {
        for (const serviceName of ['a', 'b', 'c', 'd']) {
          await run.aws.call('ListTasks', { cluster: 'demo', serviceName }, call);
        }
        break;
      } catch (error) {
        if (!(error instanceof AwaitToken)) throw error;
        await clock.advanceAsync(error.afterMs);
        run = begin(run.reads);
      }
    }
    expect(transport.sent).toHaveLength(4);
  });

  it('asks anew in a run that nothing interrupted, and for the same thing twice in one run', async () => {
    const { transport, begin } = setUp();
    await begin().aws.readService('demo', 'web', call);
    const { aws } = begin();
    await aws.readService('demo', 'web', call);
    await aws.readService('demo', 'web', call);
    expect(transport.count('DescribeServices')).toBe(3);
  });

  it('gives an answer of the interrupted run once', async () => {
    const { transport, begin } = setUp();
    const first = begin();
    await first.aws.readService('demo', 'web', call);
    const { aws } = begin(first.reads);
    await aws.readService('demo', 'web', call);
    expect(transport.count('DescribeServices')).toBe(1);
    await aws.readService('demo', 'web', call);
    expect(transport.count('DescribeServices')).toBe(2);
  });

  it('forgets what was read before a write, and what is old', async () => {
    const { clock, transport, begin } = setUp();
    const written = begin();
    await written.aws.readService('demo', 'web', call);
    await written.aws.call('UpdateService', { cluster: 'demo', service: 'web' }, call);
    const old = begin(written.reads);
    await old.aws.readService('demo', 'web', call);
    expect(transport.count('DescribeServices')).toBe(2);
    clock.advance(30_001);
    await begin(old.reads).aws.readService('demo', 'web', call);
    expect(transport.count('DescribeServices')).toBe(3);
  });
});
