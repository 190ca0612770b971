import { describe, expect, it } from '@jest/globals';
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import {
  checkDeploymentConfiguration,
  checkMergedPercentages,
  defaultDeploymentConfiguration,
  mergeDeploymentConfiguration,
} from './deployment-configuration.ts';

const replica = defaultDeploymentConfiguration('REPLICA');

describe('the deployment configuration', () => {
  it('has other percentages for daemons', () => {
    expect(replica).toMatchObject({ maximumPercent: 200, minimumHealthyPercent: 100, strategy: 'ROLLING' });
    expect(defaultDeploymentConfiguration('DAEMON')).toMatchObject({ maximumPercent: 100, minimumHealthyPercent: 0 });
  });

  it.each<[string, DeploymentConfiguration, DeploymentConfiguration, DeploymentConfiguration]>([
    ['nothing', {}, {}, {}],
    [
      'one percentage',
      { maximumPercent: 150 },
      { minimumHealthyPercent: 50 },
      { maximumPercent: 150, minimumHealthyPercent: 50 },
    ],
    [
      'a breaker without its newer members',
      { deploymentCircuitBreaker: { enable: false, rollback: false, resetOnHealthyTask: false } },
      { deploymentCircuitBreaker: { enable: true, rollback: true } },
      { deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: false } },
    ],
    [
      'a threshold, as a whole',
      {
        deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration: { type: 'COUNT', value: 7 } },
      },
      {
        deploymentCircuitBreaker: {
          enable: true,
          rollback: true,
          thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 9 },
        },
      },
      {
        deploymentCircuitBreaker: {
          enable: true,
          rollback: true,
          thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 9 },
        },
      },
    ],
    [
      'alarms, as a whole',
      { alarms: { alarmNames: ['a', 'b'], enable: false, rollback: true } },
      { alarms: { alarmNames: ['c'], enable: false, rollback: false } },
      { alarms: { alarmNames: ['c'], enable: false, rollback: false } },
    ],
  ])('takes %s over what is stored', (_what, stored, given, merged) => {
    const before = { ...replica, ...stored };
    expect(mergeDeploymentConfiguration(before, given)).toMatchObject(merged);
    expect(mergeDeploymentConfiguration(before, undefined)).toBe(before);
  });

  it.each<[DeploymentConfiguration, string]>([
    [{ maximumPercent: 99 }, 'maximumPercent must be at least 100'],
    [{ maximumPercent: 201 }, 'maximumPercent must be at most 200'],
    [{ minimumHealthyPercent: -1 }, 'minimumHealthyPercent must be at least 0'],
    [{ minimumHealthyPercent: 101 }, 'minimumHealthyPercent must be at most 100'],
    [threshold('COUNT', 0), 'Invalid deployment circuit breaker threshold value.'],
    [threshold('BOUNDED_PERCENT', 101), 'Invalid deployment circuit breaker threshold value.'],
    [threshold('UNBOUNDED_PERCENT', 0), 'Invalid deployment circuit breaker threshold value.'],
    [threshold('COUNT', undefined), 'Invalid deployment circuit breaker threshold value.'],
  ])('refuses %j', (given, message) => {
    expect(() => checkDeploymentConfiguration(given)).toThrow(message);
  });

  it.each([
    [{ maximumPercent: 100, minimumHealthyPercent: 0 }],
    [{ maximumPercent: 200, minimumHealthyPercent: 100 }],
    [threshold('COUNT', 1)],
    [threshold('BOUNDED_PERCENT', 100)],
    [threshold('UNBOUNDED_PERCENT', 500)],
  ])('takes %j', (given) => {
    expect(() => checkDeploymentConfiguration(given)).not.toThrow();
    expect(() => checkMergedPercentages(given)).not.toThrow();
  });

  it('refuses that both percentages are 100', () => {
    const both = { maximumPercent: 100, minimumHealthyPercent: 100 };
    expect(() => checkMergedPercentages(both)).toThrow(/will block deployments/);
  });
});

function threshold(
  type: 'COUNT' | 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT',
  value: number | undefined,
): DeploymentConfiguration {
  return { deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration: { type, value } } };
}
