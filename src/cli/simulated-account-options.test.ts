import { describe, expect, it } from '@jest/globals';
import { accountOf, simulatedAccountOptions } from './simulated-account-options.ts';

const { account, region, keep } = simulatedAccountOptions;

describe('the simulated account', () => {
  it.each([
    [account.kind, '444455556666'],
    [region.kind, 'ap-southeast-2'],
    [keep.kind, 'some folder'],
  ])('may be told %#', (kind, value) => {
    expect(kind.parse(value)).toBe(value);
  });

  it.each([
    [account.kind, '4444'],
    [account.kind, 'production!!'],
    [region.kind, 'us-east-1/..'],
    [region.kind, 'Frankfurt'],
    [region.kind, ''],
    [keep.kind, ''],
  ])('may not be told %#', (kind, value) => {
    expect(() => kind.parse(value)).toThrow();
  });

  const given = { account: '111122223333', region: 'us-east-1' };

  it('is the given one where nothing was kept', () => {
    const origins = { account: 'default', region: 'default' } as const;
    expect(accountOf(given, origins, undefined)).toEqual({ accountId: '111122223333', region: 'us-east-1' });
  });
});
