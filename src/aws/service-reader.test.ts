import { describe, expect, it } from '@jest/globals';
import type { DescribeServicesCommandInput } from '@aws-sdk/client-ecs';
import { scriptedGateway } from '../../test/support/scripted-gateway.ts';
import { awsFailure, type Script } from '../../test/support/scripted-transport.ts';
import { Priority } from '../runtime/priority.ts';
import { AwaitToken } from '../runtime/result.ts';
import type { CallContext, ServiceReading } from './port.ts';
import type { PrefetchHooks } from './service-reader.ts';

/** What AWS holds: cluster → names of its services. */
type Inventory = Readonly<Record<string, readonly string[]>>;

const everyName = (n: number): string[] => Array.from({ length: n }, (_, i) => `s${i}`);

function describeFrom(inventory: Inventory, input: DescribeServicesCommandInput) {
  const existing = inventory[input.cluster ?? 'default'];
  if (existing === undefined) throw awsFailure('ClusterNotFoundException', 'Cluster not found.');
  const names = input.services ?? [];
  return {
    services: names.filter((each) => existing.includes(each)).map((serviceName) => ({ serviceName })),
    failures: names
      .filter((each) => !existing.includes(each))
      .map((name) => ({ arn: `arn:aws:ecs:us-east-1:1:service/${input.cluster}/${name}`, reason: 'MISSING' })),
  };
}

function setUp(script: Script, prefetch?: PrefetchHooks) {
  const { gateway, transport, clock } = scriptedGateway(script, prefetch === undefined ? {} : { prefetch });
  const namesSent = (): (readonly string[])[] =>
    transport.sent
      .filter((each) => each.operation === 'DescribeServices')
      .map((each) => (each.input as DescribeServicesCommandInput).services ?? []);
  const read = (name: string, priority: CallContext['priority'] = Priority.Resync, cluster = 'demo') =>
    gateway.readService(cluster, name, { object: `EcsService/shop/${name}`, priority });
  return { gateway, transport, clock, read, namesSent };
}

function world(inventory: Inventory): Script {
  return { DescribeServices: (input) => describeFrom(inventory, input) };
}

function kindsOf(readings: readonly PromiseSettledResult<ServiceReading>[]): string[] {
  return readings.map((each) => (each.status === 'fulfilled' ? each.value.kind : (each.reason as Error).name));
}

describe('reading services', () => {
  it('sends ten names of a cluster in one call: ⌈n/10⌉ calls for n services', async () => {
    const names = everyName(25);
    const { read, namesSent } = setUp(world({ demo: names, other: ['x'] }));

    const readings = await Promise.all([...names.map((name) => read(name)), read('x', Priority.Resync, 'other')]);

    expect(readings.every((each) => each.kind === 'found')).toBe(true);
    expect(namesSent().map((each) => each.length)).toEqual([10, 10, 5, 1]);
  });

  it('puts the most urgent first, asks once for a name that two want, and for tags', async () => {
    const { read, namesSent, transport } = setUp(world({ demo: everyName(12) }));

    await Promise.all([...everyName(12).map((name) => read(name)), read('s11', Priority.UserChange)]);

    expect(namesSent()[0]?.[0]).toBe('s11');
    expect(namesSent().flat()).toHaveLength(12);
    expect(transport.sent[0]?.input).toMatchObject({ cluster: 'demo', include: ['TAGS'] });
  });

  it('takes a cluster by name or ARN as the same', async () => {
    const { read, namesSent } = setUp(world({ demo: ['a', 'b'] }));

    await Promise.all([read('a'), read('b', Priority.Resync, 'arn:aws:ecs:us-east-1:111122223333:cluster/demo')]);

    expect(namesSent()).toEqual([['a', 'b']]);
  });

  it('tells a missing service from a missing cluster', async () => {
    const { read, clock } = setUp(world({ demo: [] }));

    expect(await read('web')).toEqual({ kind: 'absent', clusterMissing: false, readAt: clock.now() });
    expect(await read('web', Priority.Resync, 'gone')).toEqual({
      kind: 'absent',
      clusterMissing: true,
      readAt: clock.now(),
    });
  });

  it('takes an answer that leaves a name out as a passing failure, never as absence', async () => {
    const { read } = setUp({ DescribeServices: () => ({ services: [], failures: [] }) });

    await expect(read('web')).rejects.toMatchObject({ class: 'transient' });
  });

  it('makes every member wait when the bucket is empty, and repeats nothing', async () => {
    const { read, clock, transport } = setUp(world({ demo: everyName(40) }));
    // 100 × 0.5, less the tenth that is kept for resyncs.
    for (let i = 0; i < 45; i++) await read('s0', Priority.UserChange);

    const waiting = await Promise.allSettled(everyName(3).map((name) => read(name, Priority.UserChange)));

    expect(waiting.map((each) => each.status === 'rejected' && each.reason instanceof AwaitToken)).toEqual(
      Array(3).fill(true),
    );
    expect(transport.sent).toHaveLength(45);
    clock.advance(1000);
    expect(kindsOf(await Promise.allSettled(everyName(3).map((name) => read(name))))).toEqual(Array(3).fill('found'));
  });

  it('repeats a failed batch one by one before it blames anybody, and then keeps the bad one apart', async () => {
    const names = [...everyName(9), 'bad'];
    const { read, namesSent } = setUp({
      DescribeServices: (input) => {
        if (input.services?.includes('bad') === true) throw awsFailure('InvalidParameterException', 'bad name');
        return describeFrom({ demo: names }, input);
      },
    });

    const first = await Promise.allSettled(names.map((name) => read(name)));
    const calls = namesSent().length;
    const second = await Promise.allSettled(names.map((name) => read(name)));

    expect(kindsOf(first)).toEqual([...Array(9).fill('found'), 'AwsError']);
    expect(kindsOf(second)).toEqual(kindsOf(first));
    expect(calls).toBe(11);
    expect(
      namesSent()
        .slice(calls)
        .map((each) => each.length)
        .sort((a, b) => a - b),
    ).toEqual([1, 9]);
  });

  it.each([
    ['a throttle', awsFailure('ThrottlingException', 'Rate exceeded')],
    ['a server error', awsFailure('ServerException', '', 500)],
  ])('does not repeat a batch after %s', async (_what, failure) => {
    const { read, namesSent } = setUp({ DescribeServices: () => Promise.reject(failure) });

    const readings = await Promise.allSettled(everyName(5).map((name) => read(name)));

    expect(kindsOf(readings)).toEqual(Array(5).fill('AwsError'));
    expect(namesSent()).toHaveLength(1);
  });
});

describe('free seats of a batch', () => {
  function withFill(names: readonly string[]) {
    const brought: string[] = [];
    const hooks: PrefetchHooks = {
      fill: (_cluster, n) => names.slice(0, n),
      onPrefetched: (cluster, name) => void brought.push(`${cluster}/${name}`),
    };
    return { brought, hooks };
  }

  it('are filled with what is due next, which then costs no call', async () => {
    const { brought, hooks } = withFill(['s1', 's2']);
    const { read, namesSent } = setUp(world({ demo: everyName(3) }), hooks);

    await read('s0');

    expect(namesSent()).toEqual([['s0', 's1', 's2']]);
    expect(brought).toEqual(['demo/s1', 'demo/s2']);
    expect((await read('s1')).kind).toBe('found');
    expect(namesSent()).toHaveLength(1);
  });

  it('are not filled twice with the same, and a reading serves once', async () => {
    const { hooks } = withFill(['s1']);
    const { read, namesSent } = setUp(world({ demo: everyName(3) }), hooks);

    await read('s0');
    await read('s2');
    await read('s1');
    await read('s1');

    expect(namesSent()).toEqual([['s0', 's1'], ['s2'], ['s1']]);
  });

  it('serve nothing that is more than a few seconds old', async () => {
    const { hooks } = withFill(['s1']);
    const { read, namesSent, clock } = setUp(world({ demo: everyName(2) }), hooks);

    await read('s0');
    clock.advance(4000);
    await read('s1');

    expect(namesSent()).toEqual([['s0', 's1'], ['s1']]);
  });

  it('serve nothing that our own write has overtaken', async () => {
    const { hooks } = withFill(['s1']);
    const { gateway, read, namesSent } = setUp({ ...world({ demo: everyName(2) }), UpdateService: () => ({}) }, hooks);

    await read('s0');
    await gateway.call(
      'UpdateService',
      { cluster: 'demo', service: 's1' },
      { object: 'EcsService/shop/s1', priority: Priority.UserChange },
    );
    await read('s1');

    expect(namesSent()).toEqual([['s0', 's1'], ['s1']]);
  });

  it('keep nothing that a batch under way brings after a write to it', async () => {
    const { brought, hooks } = withFill(['s1']);
    let answer: () => void = () => undefined;
    const { gateway, read, namesSent } = setUp(
      {
        DescribeServices: (input, n) =>
          n > 1
            ? describeFrom({ demo: everyName(2) }, input)
            : new Promise((resolve) => {
                answer = () => resolve(describeFrom({ demo: everyName(2) }, input));
              }),
        TagResource: () => ({}),
      },
      hooks,
    );

    const first = read('s0');
    await new Promise((resolve) => setImmediate(resolve));
    await gateway.call(
      'TagResource',
      { resourceArn: 'arn:aws:ecs:us-east-1:111122223333:service/demo/s1', tags: [] },
      { object: 'EcsService/shop/s1', priority: Priority.UserChange },
    );
    answer();
    await first;
    await read('s1');

    expect(brought).toEqual([]);
    expect(namesSent()).toEqual([['s0', 's1'], ['s1']]);
  });
});
