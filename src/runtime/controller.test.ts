import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createLogger } from '../observability/log.ts';
import { createRuntimeMetrics } from '../observability/metrics.ts';
import { Controller, type ControllerOptions, type ReconcileContext } from './controller.ts';
import { Stopping, TerminalError } from './errors.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { Priority } from './priority.ts';
import { after, AwaitToken, done, type Result } from './result.ts';
import { sleep } from './sleep.ts';

interface Run extends ReconcileContext {
  readonly key: string;
  readonly domain: number;
}

/** A controller whose reconciles answer with the scripted steps, the last one again and again. */
function setup(steps: ((run: Run) => Promise<Result>)[], options: Partial<ControllerOptions> = {}) {
  const domain = new ManualClock(0);
  const wall = new ManualClock();
  const registry = new Registry();
  const lines: string[] = [];
  const runs: Run[] = [];
  const controller = new Controller({
    name: 'test',
    reconcile: (key, context) => {
      const run = { ...context, key, domain: domain.now() };
      runs.push(run);
      return steps[Math.min(runs.length, steps.length) - 1]!(run);
    },
    concurrency: 2,
    clocks: { wall, domain },
    random: () => 0.5,
    log: createLogger({ level: 'debug', destination: { write: (line) => void lines.push(line) } }),
    metrics: createRuntimeMetrics(registry),
    reconcileTimeoutMs: 1_000,
    ...options,
  });
  const value = async (start: string): Promise<string | undefined> =>
    (await registry.metrics())
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.split(' ')
      .at(-1);
  const count = (name: string) => value(`controller_runtime_${name}{controller="test"}`);
  const results = (result: string) => value(`controller_runtime_reconcile_total{controller="test",result="${result}"}`);
  return { domain, wall, controller, runs, lines, count, results, at: () => runs.map((run) => run.domain) };
}

const succeed = () => Promise.resolve(done);
const fail = () => Promise.reject(new Error('boom'));
const change = { priority: Priority.UserChange };

describe('Controller: results', () => {
  it('reconciles an added key once and is done', async () => {
    const { controller, domain, runs, results } = setup([succeed]);
    controller.add('ns/a', change);
    controller.start();
    await controller.idle();
    await domain.advanceAsync(3_600_000);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ key: 'ns/a', priority: Priority.UserChange, requestedAt: 0 });
    expect(await results('success')).toBe('1');
    expect(domain.pendingTimers).toBe(0);
  });

  it('comes back after the time asked for, at the priority asked for, failures forgotten', async () => {
    const { controller, domain, runs, at, results } = setup([
      fail,
      () => Promise.resolve(after(10_000, Priority.RolloutPoll)),
      fail,
      succeed,
    ]);
    controller.add('ns/a', change);
    controller.start();
    await domain.advanceAsync(60_000);
    expect(at()).toEqual([0, 500, 10_500, 11_000]);
    expect(runs[2]?.priority).toBe(Priority.RolloutPoll);
    expect(await results('requeue_after')).toBe('1');
  });

  it('waits for a token without a failure, at its priority, and without forgetting earlier failures', async () => {
    const { controller, domain, runs, at, results, count } = setup([
      fail,
      () => Promise.reject(new AwaitToken(2_000, 'bucket')),
      () => Promise.resolve<Result>({ kind: 'wait', ms: 3_000 }),
      fail,
      succeed,
    ]);
    controller.add('ns/a', change);
    controller.start();
    await domain.advanceAsync(60_000);
    // The second failure in a row: 2 s halved.
    expect(at()).toEqual([0, 500, 2_500, 5_500, 6_500]);
    expect(runs.every((run) => run.priority === Priority.UserChange)).toBe(true);
    expect(await results('requeue')).toBe('2');
    expect(await count('reconcile_errors_total')).toBe('2');
  });

  it('lets time pass before a key that asks to come back at once', async () => {
    const { controller, domain, runs } = setup([() => Promise.resolve(after(0, Priority.RolloutPoll))]);
    controller.add('ns/a', change);
    controller.start();
    await controller.idle();
    expect(runs).toHaveLength(1);
    await domain.advanceAsync(10);
    expect(runs).toHaveLength(11);
  });

  it('runs again when the key was added during a run', async () => {
    const { controller, runs, domain } = setup([
      async (run) => {
        if (run.key === 'ns/a' && runs.length === 1) controller.add('ns/a', { priority: Priority.DriftCorrection });
        await settle();
        return done;
      },
    ]);
    controller.add('ns/a', change);
    controller.start();
    await controller.idle();
    expect(runs.map((run) => run.priority)).toEqual([Priority.UserChange, Priority.DriftCorrection]);
    expect(domain.pendingTimers).toBe(0);
  });

  it('looks again within the resync period, a little earlier by chance, unless told not to', async () => {
    const periods: Record<string, number | undefined> = { 'ns/a': 60_000, 'ns/gone': undefined };
    const { controller, domain, runs, at } = setup([succeed], { resync: (key) => periods[key] });
    controller.add('ns/a', change);
    controller.add('ns/gone', change);
    controller.start();
    await domain.advanceAsync(120_000);
    expect(at()).toEqual([0, 0, 54_000, 108_000]);
    expect(runs.slice(2).every((run) => run.key === 'ns/a' && run.priority === Priority.Resync)).toBe(true);
  });

  it('shows the keys that are due next', async () => {
    const { controller } = setup([succeed], { resync: () => 60_000 });
    controller.add('ns/a', change);
    controller.start();
    await controller.idle();
    expect(controller.dueNext(5)).toEqual([{ key: 'ns/a', priority: Priority.Resync, dueAt: 54_000, failures: 0 }]);
    expect(controller.dueNext(5, ({ dueAt }) => dueAt < 10_000)).toEqual([]);
  });
});

describe('Controller: failures', () => {
  it('backs off exponentially at the same priority and starts afresh after a success', async () => {
    const { controller, domain, runs, at, results } = setup([fail, fail, fail, succeed, fail, succeed]);
    controller.add('ns/a', change);
    controller.start();
    await domain.advanceAsync(10_000);
    expect(at()).toEqual([0, 500, 1_500, 3_500]);
    controller.add('ns/a', change);
    await domain.advanceAsync(10_000);
    expect(at().slice(4)).toEqual([10_000, 10_500]);
    expect(runs.every((run) => run.priority === Priority.UserChange)).toBe(true);
    expect(await results('error')).toBe('4');
  });

  it('counts a terminal error and leaves the key alone', async () => {
    const { controller, domain, runs, count } = setup([() => Promise.reject(new TerminalError('bad spec'))]);
    controller.add('ns/a', change);
    controller.start();
    await domain.advanceAsync(3_600_000);
    expect(runs).toHaveLength(1);
    expect(await count('terminal_reconcile_errors_total')).toBe('1');
    expect(await count('reconcile_errors_total')).toBe('1');
  });

  it('looks at a terminal error again after its own time', async () => {
    const terminal = new TerminalError('bad spec', { retryAfterMs: 600_000 });
    const { controller, domain, at, runs } = setup([() => Promise.reject(terminal), succeed]);
    controller.add('ns/a', change);
    controller.start();
    await domain.advanceAsync(600_000);
    expect(at()).toEqual([0, 600_000]);
    expect(runs[1]?.priority).toBe(Priority.Resync);
  });

  it.each<[string, () => Promise<Result>]>([
    [
      'a synchronous throw',
      () => {
        throw new TypeError('undefined is not a function');
      },
    ],
    ['a rejection with what is no error', () => Promise.reject('just a string')],
  ])('survives %s', async (_name, panic) => {
    const { controller, domain, at, count, lines } = setup([panic, succeed]);
    controller.add('ns/a', change);
    controller.start();
    await domain.advanceAsync(1_000);
    expect(at()).toEqual([0, 500]);
    expect(await count('reconcile_panics_total')).toBe('1');
    expect(lines.join('')).toContain('the reconcile panicked');
  });

  it.each([
    ['AwaitToken', new AwaitToken(700, 'bucket'), [0, 700], '0'],
    ['TerminalError', new TerminalError('no', { retryAfterMs: 800 }), [0, 800], '1'],
  ])('takes a synchronous %s for what it is', async (_name, thrown, expected, errors) => {
    const throwing = (): Promise<Result> => {
      throw thrown;
    };
    const { controller, domain, at, count } = setup([throwing, succeed]);
    controller.add('ns/a', change);
    controller.start();
    await domain.advanceAsync(1_000);
    expect(at()).toEqual(expected);
    expect(await count('reconcile_panics_total')).toBe('0');
    expect(await count('reconcile_errors_total')).toBe(errors);
  });

  it('logs a failure with controller, object and reconcileID', async () => {
    const { controller, runs, lines } = setup([fail]);
    controller.add('ns/a', change);
    controller.start();
    await controller.idle();
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      controller: 'test',
      object: 'ns/a',
      reconcileID: runs[0]?.reconcileID,
      err: { type: 'Error', message: 'boom' },
      failures: 1,
      retryInMs: 500,
      msg: 'Reconcile failed',
    });
  });
});

describe('Controller: an expected failure', () => {
  it('is told in a line, without a stack trace', async () => {
    const { controller, lines } = setup([fail], { isExpected: (error) => error.message === 'boom' });
    controller.add('ns/a', change);
    controller.start();
    await controller.idle();
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ level: 'warn', reason: 'boom', failures: 1, retryInMs: 500 });
    expect(line).not.toHaveProperty('err');
  });
});

describe('Controller: time-out', () => {
  it('aborts the signal and counts an error', async () => {
    const world: ReturnType<typeof setup> = setup([
      (run) => sleep(world.wall, 5_000, run.signal).then(() => done),
      succeed,
    ]);
    const { controller, wall, domain, at, count } = world;
    controller.add('ns/a', change);
    controller.start();
    await wall.advanceAsync(1_000);
    await controller.idle();
    await domain.advanceAsync(500);
    expect(at()).toEqual([0, 500]);
    expect(await count('reconcile_timeouts_total')).toBe('1');
    expect(await count('reconcile_errors_total')).toBe('1');
    expect(wall.pendingTimers).toBe(0);
  });

  it('does not give up a run that does not listen: its key never runs twice at once', async () => {
    const release: (() => void)[] = [];
    const deaf = () => new Promise<Result>((resolve) => release.push(() => resolve(done)));
    const { controller, wall, domain, runs, count } = setup([deaf, succeed]);
    controller.add('ns/a', change);
    controller.start();
    await wall.advanceAsync(1_500);
    controller.add('ns/a', change);
    await domain.advanceAsync(10_000);
    expect(runs).toHaveLength(1);
    release[0]?.();
    await settle();
    expect(runs).toHaveLength(2);
    expect(await count('reconcile_timeouts_total')).toBe('1');
  });

  it('does not run while a key waits: the time is per run', async () => {
    const { controller, wall, domain, count } = setup([() => Promise.reject(new AwaitToken(9_000, 'b')), succeed]);
    controller.add('ns/a', change);
    controller.start();
    await controller.idle();
    await wall.advanceAsync(9_000);
    await domain.advanceAsync(9_000);
    expect(await count('reconcile_timeouts_total')).toBe('0');
  });
});

describe('Controller: stop', () => {
  function stubborn(reasons: unknown[]) {
    return (run: Run) =>
      new Promise<Result>((_resolve, reject) => {
        run.signal.addEventListener('abort', () => {
          reasons.push(run.signal.reason);
          reject(new Error('cut off'));
        });
      });
  }

  it('lets running reconciles end, starts no more, and comes back for none', async () => {
    const release: (() => void)[] = [];
    const slow = () => new Promise<Result>((resolve) => release.push(() => resolve(after(1, Priority.RolloutPoll))));
    const { controller, wall, domain, runs } = setup([slow], { concurrency: 1 });
    controller.add('ns/a', change);
    controller.add('ns/b', change);
    controller.start();
    await settle();
    const stopped = controller.stop(10_000);
    controller.add('ns/c', change);
    release[0]?.();
    await stopped;
    await domain.advanceAsync(60_000);
    expect(runs.map((run) => [run.key, run.signal.aborted])).toEqual([['ns/a', false]]);
    expect(wall.pendingTimers + domain.pendingTimers).toBe(0);
  });

  it('aborts what still runs when the grace time is over, and calls it no error', async () => {
    const reasons: unknown[] = [];
    const { controller, wall, domain, results, count } = setup([stubborn(reasons)], { reconcileTimeoutMs: 60_000 });
    controller.add('ns/a', change);
    controller.start();
    await settle();
    const stopped = controller.stop(10_000);
    await wall.advanceAsync(9_999);
    expect(reasons).toEqual([]);
    await wall.advanceAsync(1);
    await stopped;
    expect(reasons).toEqual([expect.any(Stopping)]);
    expect(await results('error')).toBe('0');
    expect(await count('active_workers')).toBe('0');
    expect(wall.pendingTimers + domain.pendingTimers).toBe(0);
  });
});
