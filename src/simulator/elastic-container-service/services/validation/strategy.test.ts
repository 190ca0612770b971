import { describe, expect, it } from '@jest/globals';
import type { DeploymentConfiguration, DeploymentLifecycleHook, LoadBalancer } from '@aws-sdk/client-ecs';
import { checkHooks } from './lifecycle-hooks.ts';
import { checkTrafficShift } from './load-balancers.ts';
import { checkMergedStrategy, checkStrategy, withStepDefaults } from './strategy.ts';

describe('members of strategies', () => {
  it.each<DeploymentConfiguration>([
    { strategy: 'LINEAR', linearConfiguration: { stepPercent: 3, stepBakeTimeInMinutes: 0 } },
    { linearConfiguration: { stepPercent: 33.3, stepBakeTimeInMinutes: 1_440 } },
    { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 0.1 } },
    { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1_440 },
  ])('takes %j', (configuration) => {
    expect(() => checkStrategy(configuration)).not.toThrow();
  });

  it.each<[DeploymentConfiguration, RegExp]>([
    [{ linearConfiguration: { stepPercent: 2.9 } }, /stepPercent must be a multiple of 0.1 between 3.0 and 100.0/],
    [{ linearConfiguration: { stepPercent: 10.05 } }, /stepPercent/],
    [{ canaryConfiguration: { canaryPercent: 0 } }, /canaryPercent/],
    [{ canaryConfiguration: { canaryBakeTimeInMinutes: 1_441 } }, /canaryBakeTimeInMinutes must be between 0 and 1440/],
    [{ bakeTimeInMinutes: -1 }, /bakeTimeInMinutes/],
    [{ strategy: 'A_B' as 'CANARY' }, /should be one of \[ROLLING,BLUE_GREEN,LINEAR,CANARY\]/],
  ])('refuses %j', (configuration, message) => {
    expect(() => checkStrategy(configuration)).toThrow(message);
  });

  it('fills in the steps of the strategy that has them', () => {
    expect(withStepDefaults({ strategy: 'CANARY', canaryConfiguration: { canaryPercent: 1 } })).toEqual({
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 1, canaryBakeTimeInMinutes: 10 },
    });
    expect(withStepDefaults({ strategy: 'ROLLING' })).toEqual({ strategy: 'ROLLING' });
  });
});

describe('a whole configuration', () => {
  const nothing = { loadBalancers: [] };
  const connect = { loadBalancers: [], serviceConnectConfiguration: { enabled: true } };

  it('of blue/green needs nothing that shifts traffic; the others do', () => {
    expect(() => checkMergedStrategy({ strategy: 'BLUE_GREEN' }, nothing, 'REPLICA')).not.toThrow();
    expect(() => checkMergedStrategy({ strategy: 'CANARY' }, connect, 'REPLICA')).not.toThrow();
    expect(() => checkMergedStrategy({ strategy: 'CANARY' }, nothing, 'REPLICA')).toThrow(/CANARY requires/);
  });

  it('is not for daemons', () => {
    expect(() => checkMergedStrategy({ strategy: 'BLUE_GREEN' }, nothing, 'DAEMON')).toThrow(/daemon/);
  });

  it.each([
    [{ enable: true }, /are required/],
    [{ enable: true, healthyPercent: 40, sourceServiceRevisionCleanup: 'DEFERRED' as const }, /greater than or equal/],
    [{ enable: true, healthyPercent: 101, sourceServiceRevisionCleanup: 'DEFERRED' as const }, /at most 100/],
  ])('refuses the early success %j', (earlySuccessCriteria, message) => {
    const merged = { minimumHealthyPercent: 50, earlySuccessCriteria };
    expect(() => checkMergedStrategy(merged, nothing, 'REPLICA')).toThrow(message);
  });
});

describe('lifecycle hooks', () => {
  const hookTargetArn = 'arn:aws:lambda:us-east-1:111122223333:function:hook';
  const call: DeploymentLifecycleHook = { hookTargetArn, roleArn: 'arn:r', lifecycleStages: ['PRE_SCALE_UP'] };
  const pause: DeploymentLifecycleHook = { targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] };

  it.each<[string, DeploymentLifecycleHook[], RegExp]>([
    ['no stages', [{ ...call, lifecycleStages: [] }], /lifecycleStages can not be empty/],
    ['a stage without hooks', [{ ...pause, lifecycleStages: ['SCALE_UP' as 'PRE_SCALE_UP'] }], /should be one of/],
    ['a pause amid a shift', [{ ...pause, lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }], /not supported at/],
    ['no function', [{ ...call, hookTargetArn: undefined }], /hookTargetArn/],
    ['no role', [{ ...call, roleArn: undefined }], /roleArn/],
    ['a timeout without end', [{ ...pause, timeoutConfiguration: { timeoutInMinutes: 20_161 } }], /timeoutInMinutes/],
    ['eleven of a kind', Array.from({ length: 11 }, () => pause), /at most 10/],
  ])('with %s are refused', (_what, hooks, message) => {
    expect(() => checkHooks(hooks)).toThrow(message);
  });

  it('are taken as documented', () => {
    expect(() => checkHooks([call, pause, { ...call, lifecycleStages: ['TEST_TRAFFIC_SHIFT'] }])).not.toThrow();
  });
});

describe('load balancers', () => {
  const rule = (name: string): string => `arn:aws:elasticloadbalancing:us-east-1:1:listener-rule/app/lb/a/l/${name}`;
  const advanced = (productionListenerRule: string, testListenerRule?: string): LoadBalancer => ({
    targetGroupArn: `arn:group-of-${productionListenerRule}`,
    advancedConfiguration: { alternateTargetGroupArn: 'arn:other', productionListenerRule, testListenerRule },
  });

  it.each<[string, LoadBalancer[], RegExp]>([
    [
      'one rule for both kinds of traffic',
      [advanced(rule('a'), rule('a'))],
      /cannot be used as both production and test/,
    ],
    [
      'a test listener instead of a rule',
      [advanced(rule('a'), 'arn:aws:elasticloadbalancing:us-east-1:1:listener/app/lb/a/l')],
      /^testListenerRule has an invalid ARN format/,
    ],
    ['two generations', [{ loadBalancerName: 'old' }, { targetGroupArn: 'arn:new' }], /strictly either ELBv1/],
    [
      'advanced settings on the first generation',
      [{ loadBalancerName: 'old', advancedConfiguration: { productionListenerRule: rule('a') } }],
      /not allowed with ELBv1/,
    ],
  ])('with %s are refused', (_what, loadBalancers, message) => {
    expect(() => checkTrafficShift('BLUE_GREEN', loadBalancers)).toThrow(message);
  });
});
