import { describe, expect, it } from '@jest/globals';
import { createTestAccount } from '../../test-account.ts';
import type { Json } from '../../operation.ts';
import type { TestAccount } from '../../test-account.ts';

const insights = { name: 'containerInsights' };

function listed(account: TestAccount, input: Json = {}): unknown[] {
  return account.ecs('ListAccountSettings', input)['settings'] as unknown[];
}

describe('account settings', () => {
  it('are none until set, and all of them when asked for what holds', () => {
    const account = createTestAccount();
    expect(listed(account)).toEqual([]);
    expect(listed(account, { ...insights, effectiveSettings: true })).toEqual([
      { ...insights, value: 'disabled', principalArn: 'arn:aws:iam::111122223333:root', type: 'user' },
    ]);
  });

  it('of a principal go before those of the account, until they are deleted', () => {
    const account = createTestAccount();
    account.ecs('PutAccountSettingDefault', { ...insights, value: 'enabled' });
    account.ecs('PutAccountSetting', { ...insights, value: 'enhanced' });
    const value = (): unknown => (listed(account, { ...insights, effectiveSettings: true })[0] as Json)['value'];
    expect(value()).toBe('enhanced');
    account.ecs('DeleteAccountSetting', insights);
    expect(value()).toBe('enabled');
  });

  it('decide about container insights of new clusters', () => {
    const account = createTestAccount();
    account.ecs('PutAccountSettingDefault', { ...insights, value: 'enhanced' });
    const { cluster } = account.ecs('CreateCluster', { clusterName: 'demo' });
    expect(cluster).toMatchObject({ settings: [{ ...insights, value: 'enhanced' }] });
  });

  it('come in pages of ten', () => {
    const first = createTestAccount().ecs('ListAccountSettings', { effectiveSettings: true });
    expect(first['settings']).toHaveLength(10);
    expect(first['nextToken']).toBeDefined();
  });

  it.each([
    ['a name that there is not', { name: 'none', value: 'enabled' }],
    ['a value that there is not', { ...insights, value: 'on' }],
    ['what AWS manages', { name: 'guardDutyActivate', value: 'on' }],
  ])('refuse %s', (_what, input) => {
    expect(createTestAccount().refusal('PutAccountSetting', input)).toMatch(/^InvalidParameterException: /);
  });
});
