import { describe, expect, it } from '@jest/globals';
import { Interrupted } from './demo-failure.ts';
import { waitFor } from './wait.ts';

const base = { what: 'the service', seen: () => 'nothing', timeoutMs: 5_000, signal: new AbortController().signal };

describe('waitFor', () => {
  it('returns what it finds, also when that comes later', async () => {
    let looks = 0;
    expect(await waitFor({ ...base, look: () => ((looks += 1) < 3 ? undefined : 'found') })).toBe('found');
  });

  it('fails with what was seen instead when it does not come in time', async () => {
    const waiting = waitFor({ ...base, look: () => undefined, timeoutMs: 60 });
    await expect(waiting).rejects.toThrow('waited 0.06 s for the service; instead: nothing');
  });

  it('fails at once when it cannot come any more', async () => {
    const look = () => {
      throw new Error('the object is Stalled');
    };
    await expect(waitFor({ ...base, look })).rejects.toThrow('the object is Stalled');
  });

  it('ends with the reason of the signal', async () => {
    const stopping = new AbortController();
    const waiting = waitFor({ ...base, look: () => undefined, signal: stopping.signal });
    stopping.abort(new Interrupted('SIGINT'));
    await expect(waiting).rejects.toThrow('interrupted by SIGINT');
  });
});
