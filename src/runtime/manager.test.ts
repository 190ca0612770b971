import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createLogger } from '../observability/log.ts';
import { createRuntimeMetrics } from '../observability/metrics.ts';
import { Controller } from './controller.ts';
import { Stopping } from './errors.ts';
import { LeaseLost } from './leader-election.ts';
import { Manager, type ManagerOptions, type Part, type PartContext, type Worker } from './manager.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { Priority } from './priority.ts';
import { done } from './result.ts';
import { sleep } from './sleep.ts';

/** Parts that write down what happens to them; each takes the given times to start and to stop. */
function setup(options: Partial<ManagerOptions> = {}) {
  const wall = new ManualClock(0);
  const log: string[] = [];
  const contexts = new Map<string, PartContext>();
  const note = (what: string): void => void log.push(`${wall.now()} ${what}`);

  function part(name: string, startMs = 0, stopMs = 0): Part {
    return {
      name,
      start: async (context) => {
        contexts.set(name, context);
        if (startMs > 0) await sleep(wall, startMs, context.signal);
        note(`${name} up`);
      },
      stop: async () => {
        if (stopMs > 0) await sleep(wall, stopMs);
        note(`${name} down`);
      },
    };
  }

  function worker(name: string, endsAfterMs = 0): Worker {
    return {
      name,
      start: () => note(`${name} works`),
      stop: async (graceMs) => {
        note(`${name} drains, grace ${graceMs}`);
        if (endsAfterMs > 0) await sleep(wall, endsAfterMs);
        note(`${name} drained`);
      },
    };
  }

  let lose: ((reason: LeaseLost) => void) | undefined;
  function election(acquireMs = 0): NonNullable<ManagerOptions['election']> {
    return (onLost) => {
      lose = onLost;
      return {
        acquire: async (signal) => {
          if (acquireMs > 0) await sleep(wall, acquireMs, signal);
          note('leads');
        },
        release: () => {
          note('released');
          return Promise.resolve();
        },
      };
    };
  }

  const abort = new AbortController();
  function run(with_: Partial<ManagerOptions>) {
    const manager = new Manager({
      servers: [part('health')],
      caches: [part('services'), part('scalings')],
      workers: [worker('controller')],
      wall,
      log: createLogger({ level: 'silent' }),
      ...options,
      ...with_,
    });
    const running = manager.run(abort.signal);
    running.catch(() => undefined);
    return { manager, running };
  }
  return {
    wall,
    log,
    contexts,
    part,
    worker,
    election,
    run,
    stop: () => abort.abort(),
    lose: (e: LeaseLost) => lose?.(e),
  };
}

describe('Manager: start', () => {
  it('starts servers, then caches together, then the election, then the workers', async () => {
    const world = setup();
    const caches = [world.part('services', 300), world.part('scalings', 100)];
    const { manager } = world.run({
      servers: [world.part('health', 50)],
      caches,
      election: world.election(1_000),
    });
    await world.wall.advanceAsync(5_000);
    expect(world.log).toEqual([
      '50 health up',
      '150 scalings up',
      '350 services up',
      '1350 leads',
      '1350 controller works',
    ]);
    expect(manager.phase).toBe('running');
    expect(manager.notReady()).toBeUndefined();
  });

  it('says what it waits for, and is ready as a standby', async () => {
    const world = setup();
    const { manager } = world.run({
      servers: [world.part('health', 10)],
      caches: [world.part('services', 300), world.part('scalings', 100)],
      election: world.election(60_000),
    });
    await settle();
    expect(manager.notReady()).toBe('starting');
    await world.wall.advanceAsync(20);
    expect(manager.notReady()).toBe('waiting for services, scalings');
    await world.wall.advanceAsync(100);
    expect(manager.notReady()).toBe('waiting for services');
    await world.wall.advanceAsync(1_000);
    expect(manager.phase).toBe('standing by');
    expect(manager.notReady()).toBeUndefined();
    expect(world.log).not.toContain('controller works');
  });

  it('leads at once without an election', async () => {
    const world = setup();
    world.run({});
    await settle();
    expect(world.log.at(-1)).toBe('0 controller works');
  });
});

describe('Manager: stop', () => {
  it('drains the workers, releases the lease, closes caches and servers, in this order', async () => {
    const world = setup();
    const { manager, running } = world.run({ election: world.election(), workers: [world.worker('controller', 500)] });
    await settle();
    world.log.length = 0;
    world.stop();
    await settle();
    expect(manager.notReady()).toBe('stopping');
    await world.wall.advanceAsync(1_000);
    await running;
    expect(world.log).toEqual([
      '0 controller drains, grace 15000',
      '500 controller drained',
      '500 released',
      '500 services down',
      '500 scalings down',
      '500 health down',
    ]);
    expect(manager.phase).toBe('stopped');
    expect(world.wall.pendingTimers).toBe(0);
  });

  it('keeps the lease when work does not end, so that nobody else begins beside it', async () => {
    const world = setup();
    const { running } = world.run({ election: world.election(), workers: [world.worker('stuck', 3_600_000)] });
    await settle();
    world.stop();
    await world.wall.advanceAsync(20_000);
    await running;
    expect(world.log).not.toContain('released');
    expect(world.log.at(-1)).toBe('20000 health down');
  });

  it('ends within 25 s, whatever hangs', async () => {
    const world = setup();
    const { running } = world.run({
      servers: [world.part('health', 0, 3_600_000)],
      caches: [world.part('services', 0, 3_600_000)],
      workers: [world.worker('stuck', 3_600_000)],
    });
    await settle();
    world.stop();
    await world.wall.advanceAsync(25_000);
    await expect(running).resolves.toBeUndefined();
  });

  it.each([
    ['while caches sync', { caches: 10_000, election: 0 }],
    ['while standing by', { caches: 0, election: 10_000 }],
  ])('stops %s, and starts nothing afterwards', async (_name, takes) => {
    const world = setup();
    const { running } = world.run({
      caches: [world.part('services', takes.caches)],
      election: world.election(takes.election),
    });
    await world.wall.advanceAsync(100);
    world.stop();
    await running;
    await world.wall.advanceAsync(60_000);
    expect(world.log.join()).not.toContain('works');
    expect(world.log.at(-1)).toBe('100 health down');
  });

  it('does not start at all under an aborted signal', async () => {
    const world = setup();
    world.stop();
    const { running } = world.run({});
    await running;
    expect(world.log.join()).not.toContain('works');
  });
});

describe('Manager: with a real controller', () => {
  it('lets a running reconcile end within the grace time, then aborts it, and starts no other', async () => {
    const world = setup();
    const reasons: unknown[] = [];
    const controller = new Controller({
      name: 'controller',
      reconcile: async (_key, { signal }) => {
        await sleep(world.wall, 3_600_000, signal).catch((error: unknown) => void reasons.push(error));
        return done;
      },
      concurrency: 1,
      clocks: { wall: world.wall, domain: new ManualClock() },
      random: () => 0.5,
      log: createLogger({ level: 'silent' }),
      metrics: createRuntimeMetrics(new Registry()),
      reconcileTimeoutMs: 3_600_000,
    });
    controller.add('ns/running', { priority: Priority.UserChange });
    controller.add('ns/waiting', { priority: Priority.UserChange });
    const { running } = world.run({ election: world.election(), workers: [controller] });
    await settle();
    world.stop();
    await world.wall.advanceAsync(14_999);
    expect(reasons).toEqual([]);
    await world.wall.advanceAsync(1);
    await running;
    expect(reasons).toEqual([expect.any(Stopping)]);
    expect(world.log).toContain('15000 released');
    expect(world.wall.pendingTimers).toBe(0);
  });
});

describe('Manager: failures', () => {
  it('comes down, with the reason, when a part fails to start', async () => {
    const world = setup();
    const broken: Part = { ...world.part('metrics'), start: () => Promise.reject(new Error('port 8080 is taken')) };
    const { running } = world.run({ servers: [broken, world.part('health')] });
    await expect(running).rejects.toThrow('metrics failed to start: port 8080 is taken');
    expect(world.log).not.toContain('0 services up');
    expect(world.log).toContain('0 health down');
  });

  it('comes down, with the reason, when a part dies later', async () => {
    const world = setup();
    const { running } = world.run({ election: world.election() });
    await settle();
    world.contexts.get('services')?.fail(new Error('the watch is gone for good'));
    await expect(running).rejects.toThrow('services died: the watch is gone for good');
    expect(world.log.slice(-5)).toEqual([
      '0 controller drained',
      '0 released',
      '0 services down',
      '0 scalings down',
      '0 health down',
    ]);
  });

  it('aborts work at once when the lease is lost, does not wait for it, and does not release', async () => {
    const world = setup();
    const { running } = world.run({ election: world.election(), workers: [world.worker('stuck', 3_600_000)] });
    await settle();
    world.lose(new LeaseLost('lost the lease'));
    await world.wall.advanceAsync(2_000);
    await expect(running).rejects.toThrow(LeaseLost);
    expect(world.log).toContain('0 stuck drains, grace 0');
    expect(world.log.join()).not.toContain('released');
  });

  it('aborts work at once when the lease is lost while it is draining', async () => {
    const world = setup();
    const { running } = world.run({ election: world.election(), workers: [world.worker('slow', 10_000)] });
    await settle();
    world.stop();
    await world.wall.advanceAsync(3_000);
    world.lose(new LeaseLost('lost the lease'));
    await world.wall.advanceAsync(60_000);
    await running;
    expect(world.log).toContain('3000 slow drains, grace 0');
  });

  it('goes on stopping when a part fails to stop', async () => {
    const world = setup();
    const broken: Part = { ...world.part('services'), stop: () => Promise.reject(new Error('no')) };
    const { running } = world.run({ caches: [broken] });
    await settle();
    world.stop();
    await running;
    expect(world.log.at(-1)).toBe('0 health down');
  });
});
