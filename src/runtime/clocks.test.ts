import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ManualClock } from './manual-clock.ts';
import { scaledClock } from './scaled-clock.ts';
import { sleep } from './sleep.ts';
import { backgroundClock, systemClock } from './system-clock.ts';

function recorder(clock: ManualClock): { log: [string, number][]; note: (name: string) => () => void } {
  const log: [string, number][] = [];
  return { log, note: (name) => () => void log.push([name, clock.now()]) };
}

describe('ManualClock', () => {
  it('runs due timers in order, each at its own time', () => {
    const clock = new ManualClock(1000);
    const { log, note } = recorder(clock);
    clock.setTimer(30, note('c'));
    clock.setTimer(10, note('a'));
    clock.setTimer(10, note('b'));
    clock.setTimer(31, note('later'));
    expect(clock.nextTimerAt).toBe(1010);
    clock.advance(30);
    expect(log).toEqual([
      ['a', 1010],
      ['b', 1010],
      ['c', 1030],
    ]);
    expect(clock.now()).toBe(1030);
    expect(clock.nextTimerAt).toBe(1031);
  });

  it('runs timers that are set by timers within the same advance', () => {
    const clock = new ManualClock(0);
    const { log, note } = recorder(clock);
    clock.setTimer(10, () => clock.setTimer(10, note('inner')));
    clock.setTimer(25, note('outer'));
    clock.advance(25);
    expect(log).toEqual([
      ['inner', 20],
      ['outer', 25],
    ]);
  });

  it('takes a cancelled timer out, any number of times', () => {
    const clock = new ManualClock();
    const { log, note } = recorder(clock);
    const timer = clock.setTimer(5, note('never'));
    timer.cancel();
    timer.cancel();
    expect(clock.nextTimerAt).toBeUndefined();
    clock.advance(10);
    timer.cancel();
    expect(log).toEqual([]);
  });

  it('lets promises settle between timers when asked to', async () => {
    const clock = new ManualClock(0);
    const seen: number[] = [];
    const loop = async (): Promise<void> => {
      for (let i = 0; i < 3; i += 1) {
        await sleep(clock, 10);
        seen.push(clock.now());
      }
    };
    const running = loop();
    await clock.advanceAsync(30);
    await running;
    expect(seen).toEqual([10, 20, 30]);
  });

  it('takes a negative delay for none, and refuses one that is no number', () => {
    const clock = new ManualClock(0);
    const { log, note } = recorder(clock);
    clock.setTimer(-5, note('now'));
    clock.advance(0);
    expect(log).toEqual([['now', 0]]);
    expect(() => clock.setTimer(Number.NaN, note('never'))).toThrow(RangeError);
  });

  it('fails loudly when timers never let time pass', () => {
    const clock = new ManualClock(0);
    const again = (): void => void clock.setTimer(0, again);
    again();
    expect(() => clock.advance(1)).toThrow('keep setting timers');
  });

  it('runs every timer once and never out of order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 })), fc.array(fc.nat(40)), (delays, steps) => {
        const clock = new ManualClock(0);
        const ran: number[] = [];
        for (const delay of delays) clock.setTimer(delay, () => void ran.push(clock.now()));
        for (const step of steps) clock.advance(step);
        const end = steps.reduce((sum, step) => sum + step, 0);
        expect(ran).toEqual(delays.filter((delay) => delay <= end).sort((a, b) => a - b));
      }),
    );
  });
});

describe('scaledClock', () => {
  it('runs faster than its base from the anchor on', () => {
    const base = new ManualClock(1000);
    const clock = scaledClock(base, 60);
    const { log, note } = recorder(base);
    expect(clock.now()).toBe(1000);
    clock.setTimer(60_000, note('minute'));
    base.advance(2000);
    expect(clock.now()).toBe(121_000);
    expect(log).toEqual([['minute', 2000]]);
  });

  it('agrees with every other clock of the same base, factor and anchor', () => {
    const base = new ManualClock(5000);
    const first = scaledClock(base, 10, 4000);
    base.advance(123);
    const second = scaledClock(base, 10, 4000);
    expect(second.now()).toBe(first.now());
    expect(first.now()).toBe(4000 + 1123 * 10);
  });

  it('shows another time at the anchor when it is told to, also at the pace of its base', () => {
    const base = new ManualClock(5000);
    const [fast, even] = [scaledClock(base, 10, 4000, 90_000), scaledClock(base, 1, 4000, 90_000)];
    expect([fast.now(), even.now()]).toEqual([100_000, 91_000]);
  });

  it('cancels its timers', () => {
    const base = new ManualClock();
    scaledClock(base, 2)
      .setTimer(10, () => undefined)
      .cancel();
    expect(base.pendingTimers).toBe(0);
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses the factor %p', (factor) => {
    expect(() => scaledClock(systemClock, factor)).toThrow(RangeError);
  });
});

describe('systemClock', () => {
  it.each([
    ['systemClock', systemClock],
    ['backgroundClock', backgroundClock],
  ])('%s: runs timers in order, and never a cancelled or a far one', async (_name, clock) => {
    const ran: string[] = [];
    const far = clock.setTimer(Infinity, () => ran.push('in the far future'));
    const farther = clock.setTimer(2 ** 40, () => ran.push('in 34 years'));
    const cancelled = clock.setTimer(0, () => ran.push('cancelled'));
    cancelled.cancel();
    await new Promise<void>((resolve) => {
      systemClock.setTimer(1, resolve);
      clock.setTimer(0.1, () => ran.push('soon'));
    });
    await new Promise<void>((resolve) => void systemClock.setTimer(2, resolve));
    far.cancel();
    farther.cancel();
    expect(ran).toEqual(['soon']);
  });

  it('refuses a delay that is no number', () => {
    expect(() => systemClock.setTimer(Number.NaN, () => undefined)).toThrow(RangeError);
  });
});

describe('sleep', () => {
  it('ends when its time has come and leaves no listener behind', async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const asleep = sleep(clock, 100, abort.signal);
    clock.advance(100);
    await expect(asleep).resolves.toBeUndefined();
    abort.abort();
  });

  it('is cut short by its signal and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const asleep = sleep(clock, 100, abort.signal);
    abort.abort(new Error('stop'));
    await expect(asleep).rejects.toThrow('stop');
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not start under an aborted signal', async () => {
    const clock = new ManualClock();
    await expect(sleep(clock, 100, AbortSignal.abort('no error object'))).rejects.toThrow('aborted');
    expect(clock.pendingTimers).toBe(0);
  });
});
