import { describe, expect, it } from '@jest/globals';
import { DeadlineExceeded, withDeadline } from './deadline.ts';
import { ManualClock } from './manual-clock.ts';

function never(): Promise<never> {
  return new Promise(() => undefined);
}

describe('withDeadline', () => {
  it('gives the result, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    await expect(withDeadline({ clock, ms: 10, what: 'it' }, () => Promise.resolve(1))).resolves.toBe(1);
    await expect(withDeadline({ clock, ms: 10, what: 'it' }, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    expect(clock.pendingTimers).toBe(0);
  });

  it('gives up at the deadline on what does not listen, and tells what does', async () => {
    const clock = new ManualClock();
    const signals: AbortSignal[] = [];
    const waiting = withDeadline({ clock, ms: 10, what: 'the request' }, (signal) => {
      signals.push(signal);
      return never();
    });
    clock.advance(10);
    await expect(waiting).rejects.toThrow(DeadlineExceeded);
    await expect(waiting).rejects.toThrow('the request took longer than 10 ms');
    expect(signals[0]?.aborted).toBe(true);
  });

  it('ends with its signal', async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const waiting = withDeadline({ clock, ms: 10, what: 'it', signal: abort.signal }, never);
    abort.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
    await expect(withDeadline({ clock, ms: 10, what: 'it', signal: abort.signal }, never)).rejects.toThrow('stop');
    expect(clock.pendingTimers).toBe(0);
  });
});
