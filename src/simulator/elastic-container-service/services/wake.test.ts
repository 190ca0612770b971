import { describe, expect, it } from '@jest/globals';
import { emptyServicesState } from './state.ts';
import { onWake, wake } from './wake.ts';

describe('waking the scheduler', () => {
  it('reaches the listener of that state alone, until it is taken away', () => {
    const [mine, other] = [emptyServicesState(), emptyServicesState()];
    let calls = 0;
    const stop = onWake(mine, () => (calls += 1));
    wake(mine);
    wake(other);
    expect(calls).toBe(1);
    stop();
    wake(mine);
    expect(calls).toBe(1);
  });

  it('leaves no trace in the state', () => {
    const state = emptyServicesState();
    onWake(state, () => undefined);
    expect(state).toEqual(emptyServicesState());
  });
});
