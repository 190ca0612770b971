import { describe, expect, it } from '@jest/globals';
import { newRebalancing, updatedRebalancing } from './availability-zones.ts';

const room = { maximumPercent: 200 };
const none = { maximumPercent: 100 };

describe('rebalancing over availability zones', () => {
  it.each([
    ['is on by default', undefined, room, 'ENABLED'],
    ['is off by default where there is no room', undefined, none, 'DISABLED'],
    ['is what was asked for', 'DISABLED', room, 'DISABLED'],
  ])('%s at create', (_what, given, merged, is) => {
    expect(newRebalancing(given, merged)).toBe(is);
  });

  it('cannot be on without room', () => {
    expect(() => newRebalancing('ENABLED', none)).toThrow(/^Availability Zone Rebalancing does not support/);
    expect(() => updatedRebalancing('ENABLED', 'DISABLED', none)).toThrow(/^The service couldn't be updated because/);
    expect(() => updatedRebalancing(undefined, 'ENABLED', none)).toThrow(/^The service couldn't be updated because/);
  });

  it.each([
    [undefined, 'ENABLED', room, 'ENABLED'],
    [undefined, 'DISABLED', none, 'DISABLED'],
    ['DISABLED', 'ENABLED', none, 'DISABLED'],
    ['ENABLED', 'DISABLED', room, 'ENABLED'],
  ])('an update that says %s of %s with %j makes it %s', (given, stored, merged, is) => {
    expect(updatedRebalancing(given, stored, merged)).toBe(is);
  });
});
