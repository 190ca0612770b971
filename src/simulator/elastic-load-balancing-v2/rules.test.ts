import { describe, expect, it } from '@jest/globals';
import { forwardsOf, isForwardedTo, servingGroups, shareTraffic } from './rules.ts';
import { emptyBalancingState } from './state.ts';

describe('listener rules', () => {
  it('share traffic between two groups, to a tenth of a percent', () => {
    const state = emptyBalancingState();
    state.rules.set('rule', [{ targetGroupArn: 'a', weight: 1 }]);
    shareTraffic(state, 'rule', { to: 'b', percent: 33.3, rest: 'a' });
    const forwards = forwardsOf(state, 'rule') ?? [];
    expect(forwards).toEqual([
      { targetGroupArn: 'a', weight: 66.7 },
      { targetGroupArn: 'b', weight: 33.3 },
    ]);
    expect(servingGroups(forwards)).toEqual(['a', 'b']);
    shareTraffic(state, 'rule', { to: 'b', percent: 100, rest: 'a' });
    expect(servingGroups(forwardsOf(state, 'rule') ?? [])).toEqual(['b']);
    expect(isForwardedTo(forwardsOf(state, 'rule'), 'a')).toBe(true);
  });

  it('that nobody described stay unknown', () => {
    const state = emptyBalancingState();
    shareTraffic(state, 'rule', { to: 'b', percent: 100, rest: 'a' });
    expect(forwardsOf(state, 'rule')).toBeUndefined();
    expect(forwardsOf(state, undefined)).toBeUndefined();
  });
});
