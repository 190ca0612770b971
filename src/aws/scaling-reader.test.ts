import { describe, expect, it } from '@jest/globals';
import { scriptedGateway } from '../../test/support/scripted-gateway.ts';
import { awsFailure, type Script } from '../../test/support/scripted-transport.ts';
import { Priority } from '../runtime/priority.ts';
import { AwaitToken } from '../runtime/result.ts';
import type { CallContext } from './port.ts';

const resource = (n: number): string => `service/demo/s${n}`;

/** An account with `n` targets, one policy each, answered in AWS's page sizes. */
function accountOf(n: number): Script {
  const ids = Array.from({ length: n }, (_, i) => resource(i));
  const pageOf = (wanted: readonly string[], size: number, token: string | undefined) => {
    const start = Number(token ?? 0);
    const next = start + size < wanted.length ? { NextToken: String(start + size) } : {};
    return { page: wanted.slice(start, start + size), next };
  };
  return {
    DescribeScalableTargets: (input) => {
      const { page, next } = pageOf(input.ResourceIds ?? ids, 50, input.NextToken);
      const known = page.filter((id) => ids.includes(id));
      const member = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', RoleARN: 'r' } as const;
      const bounds = { MinCapacity: 1, MaxCapacity: 2, CreationTime: new Date(0) };
      return { ScalableTargets: known.map((ResourceId) => ({ ...member, ...bounds, ResourceId })), ...next };
    },
    DescribeScalingPolicies: (input) => {
      const { page, next } = pageOf(input.ResourceId === undefined ? ids : [input.ResourceId], 10, input.NextToken);
      return { ScalingPolicies: page.filter((id) => ids.includes(id)).map(policyOf), ...next };
    },
    DescribeScheduledActions: () => ({ ScheduledActions: [] }),
    RegisterScalableTarget: () => ({}),
  };
}

function policyOf(ResourceId: string) {
  return {
    ResourceId,
    PolicyName: 'cpu',
    PolicyARN: `arn:${ResourceId}`,
    PolicyType: 'TargetTrackingScaling' as const,
    ServiceNamespace: 'ecs' as const,
    ScalableDimension: 'ecs:service:DesiredCount' as const,
    CreationTime: new Date(0),
  };
}

function setUp(script: Script) {
  const { gateway, transport, clock } = scriptedGateway(script);
  const read = (n: number, priority: CallContext['priority'] = Priority.Resync) =>
    gateway.readScaling(resource(n), { object: `EcsScaling/shop/s${n}`, priority });
  /** Reads as a controller does: asks again when told to wait. */
  const readPatiently = async (n: number, priority?: CallContext['priority']): ReturnType<typeof read> => {
    for (;;) {
      try {
        return await read(n, priority);
      } catch (error) {
        if (!(error instanceof AwaitToken)) throw error;
        await clock.advanceAsync(error.afterMs);
      }
    }
  };
  return { gateway, transport, clock, read, readPatiently };
}

describe('reading scaling', () => {
  it('asks only for the resource when it is urgent', async () => {
    const { read, transport } = setUp(accountOf(3));

    const reading = await read(1, Priority.UserChange);

    expect(reading.target?.ResourceId).toBe(resource(1));
    expect(reading.policies.map((each) => each.PolicyName)).toEqual(['cpu']);
    expect(transport.sent.map((each) => each.input)).toMatchObject([
      { ResourceIds: [resource(1)] },
      { ResourceId: resource(1) },
      { ResourceId: resource(1) },
    ]);
  });

  it('finds nothing where nothing is registered', async () => {
    const { read } = setUp(accountOf(1));

    expect(await read(9, Priority.UserChange)).toMatchObject({ target: undefined, policies: [], scheduledActions: [] });
    expect(await read(9)).toMatchObject({ target: undefined, policies: [], scheduledActions: [] });
  });

  it('shares one listing over a whole pass: 2 + 10 + 1 pages for 100 resources', async () => {
    const { read, clock, transport } = setUp(accountOf(100));
    const everybody = () => Promise.allSettled(Array.from({ length: 100 }, (_, n) => read(n)));

    let settled = await everybody();
    let rounds = 1;
    for (; settled.some((each) => each.status === 'rejected'); rounds++) {
      const waits = settled.map((each) => (each.status === 'rejected' ? (each.reason as AwaitToken).afterMs : 0));
      await clock.advanceAsync(Math.max(...waits));
      settled = await everybody();
    }
    const readings = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));

    // The waits are told so that nobody asks for every page.
    expect(rounds).toBeLessThanOrEqual(4);

    expect(readings.map((each) => each.target?.ResourceId)).toEqual(Array.from({ length: 100 }, (_, n) => resource(n)));
    expect(readings.every((each) => each.policies.length === 1)).toBe(true);
    expect(transport.sent).toHaveLength(13);
    expect(JSON.stringify(transport.sent)).not.toContain('MaxResults');
  });

  it('reads on by itself while the listing waits for tokens, and no page twice', async () => {
    const { readPatiently, transport } = setUp(accountOf(300));

    const reading = await readPatiently(299);

    expect(reading.policies).toHaveLength(1);
    expect(transport.sent).toHaveLength(6 + 30 + 1);
  });

  it('lists again for the next pass', async () => {
    const { readPatiently, transport, clock } = setUp(accountOf(2));

    await readPatiently(0);
    await readPatiently(1);
    expect(transport.sent).toHaveLength(3);
    clock.advance(60_000);
    await readPatiently(1);

    expect(transport.sent).toHaveLength(6);
  });

  it('does not list an account full of foreign targets for the sake of a few of ours', async () => {
    const { readPatiently, transport, clock } = setUp(accountOf(300));
    await readPatiently(0);
    const listed = transport.sent.length;
    clock.advance(60_000);

    await readPatiently(0);

    expect(transport.sent.length - listed).toBe(3);
  });

  it('reads a resource by itself after our own write to it, and only that one', async () => {
    const { gateway, readPatiently, transport } = setUp(accountOf(2));
    await readPatiently(0);
    await gateway.call(
      'RegisterScalableTarget',
      { ServiceNamespace: 'ecs', ResourceId: resource(0), ScalableDimension: 'ecs:service:DesiredCount' },
      { object: 'EcsScaling/shop/s0', priority: Priority.UserChange },
    );
    const before = transport.sent.length;

    await readPatiently(1);
    expect(transport.sent).toHaveLength(before);
    await readPatiently(0);

    expect(transport.sent.slice(before).map((each) => each.input)).toMatchObject([
      { ResourceIds: [resource(0)] },
      { ResourceId: resource(0) },
      { ResourceId: resource(0) },
    ]);
  });

  it('goes on where a single read had to wait for a token', async () => {
    const { read, readPatiently, transport } = setUp(accountOf(20));
    await readPatiently(0, Priority.UserChange);
    // Two tokens are left for three pages.
    await expect(read(7, Priority.UserChange)).rejects.toBeInstanceOf(AwaitToken);
    expect(transport.sent).toHaveLength(5);

    const reading = await readPatiently(7, Priority.UserChange);

    expect(reading.policies).toHaveLength(1);
    expect(transport.sent).toHaveLength(6);
  });

  it('fails for everybody who waits when the listing fails, and starts afresh for the next', async () => {
    const script = accountOf(2);
    const { read, transport } = setUp({
      ...script,
      DescribeScheduledActions: (_input, n) => {
        if (n === 1) throw awsFailure('InternalServiceException', '', 500);
        return { ScheduledActions: [] };
      },
    });

    const first = await Promise.allSettled([read(0), read(1)]);

    expect(first.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    expect((await read(0)).policies).toHaveLength(1);
    expect(transport.sent).toHaveLength(6);
  });

  it('shares a listing where many urgent reads wait, and reads none of them one by one for long', async () => {
    const { read, clock, transport } = setUp(accountOf(100));
    const start = clock.now();
    const waiting = new Map(Array.from({ length: 100 }, (_, n) => [n, clock.now()]));
    while (waiting.size > 0) {
      await clock.advanceAsync(Math.max(0, Math.min(...waiting.values()) - clock.now()));
      for (const [n, at] of waiting) {
        if (at > clock.now()) continue;
        try {
          expect((await read(n, Priority.UserChange)).target?.ResourceId).toBe(resource(n));
          waiting.delete(n);
        } catch (error) {
          if (!(error instanceof AwaitToken)) throw error;
          waiting.set(n, clock.now() + error.afterMs);
        }
      }
    }

    // 13 pages of the listing, and those who began before there was a crowd. One by one: 300 calls, 100 seconds.
    expect(transport.sent.length).toBeLessThanOrEqual(13 + 18);
    expect(clock.now() - start).toBeLessThanOrEqual(15_000);
  });

  it('leaves no timer behind when it is closed', async () => {
    const { gateway, read, clock } = setUp(accountOf(300));
    await Promise.allSettled([read(0)]);
    expect(clock.pendingTimers).toBe(1);

    gateway.close();

    expect(clock.pendingTimers).toBe(0);
  });
});
