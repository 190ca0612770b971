import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createRuntimeMetrics } from '../observability/metrics.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { Priority } from './priority.ts';
import { WorkQueue, type WorkItem } from './queue.ts';

function setup(concurrency = 1) {
  const clock = new ManualClock();
  const registry = new Registry();
  const started: WorkItem[] = [];
  const release: (() => void)[] = [];
  const queue = new WorkQueue({
    run: (item) => {
      started.push(item);
      return new Promise((resolve) => void release.push(resolve));
    },
    concurrency,
    clocks: { wall: clock, domain: clock },
    random: () => 0.5,
    metrics: createRuntimeMetrics(registry).forController('test', concurrency).queue,
  });
  const finish = async (): Promise<void> => {
    release.shift()?.();
    await settle();
  };
  const value = async (name: string, labels = ''): Promise<string | undefined> => {
    const line = (await registry.metrics())
      .split('\n')
      .find((each) => each.startsWith(`${name}{`) && each.includes(labels));
    return line?.split(' ').at(-1);
  };
  return { clock, queue, started, finish, value, keys: () => started.map((item) => item.key) };
}

const change = { priority: Priority.UserChange };
const poll = { priority: Priority.RolloutPoll };
const resync = { priority: Priority.Resync };

describe('WorkQueue', () => {
  it('runs nothing before start', async () => {
    const { queue, keys } = setup();
    queue.add('a', change);
    await settle();
    expect(keys()).toEqual([]);
    queue.start();
    await settle();
    expect(keys()).toEqual(['a']);
  });

  it('lets adds of one turn join one run, at the highest priority', async () => {
    const { queue, started, finish } = setup();
    queue.start();
    queue.add('a', resync);
    queue.add('a', change);
    await settle();
    await finish();
    expect(started).toHaveLength(1);
    expect(started[0]).toMatchObject({ key: 'a', priority: Priority.UserChange });
    await queue.idle();
  });

  it('lets a user change overtake a restart storm', async () => {
    const { queue, keys, finish } = setup();
    for (let i = 0; i < 100; i += 1) queue.add(`stormy-${i}`, resync);
    queue.add('stormy-70', change);
    queue.add('new', change);
    queue.start();
    await settle();
    await finish();
    await finish();
    expect(keys()).toEqual(['stormy-70', 'new', 'stormy-0']);
  });

  it('starves no key within a priority: one that always comes back goes to the end of the line', async () => {
    const { queue, keys, finish } = setup();
    queue.add('greedy', poll);
    queue.add('modest', poll);
    queue.start();
    await settle();
    queue.add('greedy', poll);
    await finish();
    await finish();
    expect(keys()).toEqual(['greedy', 'modest', 'greedy']);
  });

  it('brings a delayed key forward, with the higher of both priorities', async () => {
    const { queue, clock, started } = setup();
    queue.start();
    queue.add('a', { ...poll, delayMs: 5_000 });
    await clock.advanceAsync(1_000);
    expect(started).toEqual([]);
    queue.add('a', resync);
    await settle();
    expect(started).toEqual([{ key: 'a', priority: Priority.RolloutPoll, requestedAt: clock.now() }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('keeps the shorter of two delays', async () => {
    const { queue, clock, keys } = setup();
    queue.start();
    queue.add('a', { ...poll, delayMs: 100 });
    queue.add('a', { ...poll, delayMs: 900 });
    await clock.advanceAsync(99);
    expect(keys()).toEqual([]);
    await clock.advanceAsync(1);
    expect(keys()).toEqual(['a']);
  });

  it('holds a delayed add to a running key until both the run has ended and the delay has passed', async () => {
    const { queue, clock, keys, finish } = setup(2);
    queue.start();
    queue.add('a', change);
    await settle();
    queue.add('a', { ...poll, delayMs: 50 });
    await clock.advanceAsync(20);
    await finish();
    await clock.advanceAsync(29);
    expect(keys()).toEqual(['a']);
    await clock.advanceAsync(1);
    expect(keys()).toEqual(['a', 'a']);
  });

  it('backs off per key and forgets', async () => {
    const { queue, clock, keys, finish } = setup();
    queue.start();
    expect(queue.retry('a', Priority.UserChange)).toBe(500);
    await clock.advanceAsync(500);
    expect(queue.retry('a', Priority.UserChange)).toBe(1_000);
    expect(queue.failures('a')).toBe(2);
    await finish();
    queue.forget('a');
    expect(queue.failures('a')).toBe(0);
    await clock.advanceAsync(1_000);
    expect(keys()).toEqual(['a', 'a']);
  });

  it('shows the keys that are due soonest: ready first, then delayed; none that is processing', async () => {
    const { queue, clock } = setup();
    queue.start();
    queue.add('running', change);
    await settle();
    queue.add('ready', resync);
    queue.add('in-30', { ...resync, delayMs: 30 });
    queue.retry('failed', Priority.Resync);
    queue.add('in-10', { ...poll, delayMs: 10 });
    const now = clock.now();
    expect(queue.dueNext(3)).toEqual([
      { key: 'ready', priority: Priority.Resync, dueAt: now, failures: 0 },
      { key: 'in-10', priority: Priority.RolloutPoll, dueAt: now + 10, failures: 0 },
      { key: 'in-30', priority: Priority.Resync, dueAt: now + 30, failures: 0 },
    ]);
    expect(queue.dueNext(9, (due) => due.failures > 0).map((due) => due.key)).toEqual(['failed']);
    expect(queue.dueNext(0)).toEqual([]);
  });

  it('does not look through a long queue for the few that would do', () => {
    const { queue } = setup();
    for (let i = 0; i < 1_000; i += 1) queue.add(`poll-${i}`, { ...poll, delayMs: 10 });
    queue.add('resync', { ...resync, delayMs: 20 });
    let looked = 0;
    const isResync = ({ priority }: { priority: Priority }): boolean => {
      looked += 1;
      return priority === Priority.Resync;
    };
    expect(queue.dueNext(5, isResync)).toEqual([]);
    expect(looked).toBe(50);
  });

  it('drains: starts nothing more, takes nothing more, and waits for what runs', async () => {
    const { queue, clock, keys, finish, value } = setup();
    queue.start();
    queue.add('running', change);
    await settle();
    queue.add('ready', change);
    queue.add('delayed', { ...change, delayMs: 10 });
    let drained = false;
    const draining = queue.drain().then(() => void (drained = true));
    queue.add('late', change);
    await clock.advanceAsync(100);
    expect(drained).toBe(false);
    await finish();
    await draining;
    expect(keys()).toEqual(['running']);
    expect(clock.pendingTimers).toBe(0);
    expect(await value('workqueue_depth', `priority="${Priority.UserChange}"`)).toBe('0');
  });

  it('drains even a key that a worker is just taking, and never starts again', async () => {
    const { queue, keys } = setup();
    queue.start();
    queue.add('a', change);
    await queue.drain();
    queue.start();
    queue.add('b', change);
    await settle();
    expect(keys()).toEqual([]);
  });

  it('counts under the names that dashboards know', async () => {
    const { queue, clock, value, finish } = setup();
    queue.start();
    queue.add('a', change);
    await settle();
    queue.add('b', resync);
    queue.add('b', poll);
    queue.retry('c', Priority.Resync);
    await clock.advanceAsync(2_000);
    expect(await value('workqueue_depth', `priority="${Priority.RolloutPoll}"`)).toBe('1');
    expect(await value('workqueue_depth', `priority="${Priority.Resync}"`)).toBe('1');
    expect(await value('workqueue_adds_total')).toBe('3');
    expect(await value('workqueue_retries_total')).toBe('1');
    expect(await value('workqueue_unfinished_work_seconds')).toBe('2');
    expect(await value('workqueue_longest_running_processor_seconds')).toBe('2');
    await finish();
    expect(await value('workqueue_queue_duration_seconds_sum')).toBe('2');
    expect(await value('workqueue_work_duration_seconds_sum')).toBe('2');
    expect(await value('workqueue_depth', `priority="${Priority.RolloutPoll}"`)).toBe('0');
  });
});
