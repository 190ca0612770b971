import { describe, expect, it } from '@jest/globals';
import { untilSignal } from './until-signal.ts';

describe('untilSignal', () => {
  it('resolves with the signal, and still catches the same Ctrl-C passed on by a wrapper', async () => {
    const before = process.listenerCount('SIGTERM');
    const signal = untilSignal();

    process.emit('SIGTERM', 'SIGTERM');
    process.emit('SIGINT', 'SIGINT');

    expect(await signal).toBe('SIGTERM');
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  });
});
