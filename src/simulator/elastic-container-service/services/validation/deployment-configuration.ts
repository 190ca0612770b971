import type { DeploymentCircuitBreaker, DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../parameter-rules.ts';
import { checkHooks } from './lifecycle-hooks.ts';
import { checkStrategy, withStepDefaults } from './strategy.ts';

/**
 * What AWS fills in when the request says nothing (recorded). DAEMON has its own percentages.
 */
export function defaultDeploymentConfiguration(scheduling: string): DeploymentConfiguration {
  const daemon = scheduling === 'DAEMON';
  return {
    deploymentCircuitBreaker: {
      enable: false,
      rollback: false,
      resetOnHealthyTask: true,
      thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
    },
    maximumPercent: daemon ? 100 : 200,
    minimumHealthyPercent: daemon ? 0 : 100,
    strategy: 'ROLLING',
    bakeTimeInMinutes: 0,
  };
}

/**
 * The stored configuration with the request's members laid over it. Members that are left out keep their values, also
 * inside the circuit breaker (recorded); a list of hooks and the alarms are replaced as a whole.
 */
export function mergeDeploymentConfiguration(
  stored: DeploymentConfiguration,
  given: DeploymentConfiguration | undefined,
): DeploymentConfiguration {
  if (given === undefined) return stored;
  const breaker: DeploymentCircuitBreaker = {
    enable: false,
    rollback: false,
    ...stored.deploymentCircuitBreaker,
    ...given.deploymentCircuitBreaker,
  };
  return withStepDefaults({ ...stored, ...given, deploymentCircuitBreaker: breaker });
}

/** @throws AwsFault InvalidParameterException with the recorded and documented texts */
export function checkDeploymentConfiguration(given: DeploymentConfiguration | undefined): void {
  if (given === undefined) return;
  checkPercentages(given);
  checkBreaker(given.deploymentCircuitBreaker);
  checkHooks(given.lifecycleHooks ?? []);
  checkStrategy(given);
}

/** UNKNOWN: the text of the check that both may not be 100; it is told of often, never recorded. */
export function checkMergedPercentages(merged: DeploymentConfiguration): void {
  if (merged.maximumPercent === 100 && merged.minimumHealthyPercent === 100) {
    throw invalidParameter(
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    );
  }
}

function checkPercentages({ maximumPercent, minimumHealthyPercent }: DeploymentConfiguration): void {
  if (maximumPercent !== undefined && maximumPercent < 100)
    throw invalidParameter('maximumPercent must be at least 100');
  if (maximumPercent !== undefined && maximumPercent > 200)
    throw invalidParameter('maximumPercent must be at most 200');
  if (minimumHealthyPercent === undefined) return;
  if (minimumHealthyPercent > 100) throw invalidParameter('minimumHealthyPercent must be at most 100');
  if (minimumHealthyPercent < 0) throw invalidParameter('minimumHealthyPercent must be at least 0');
}

function checkBreaker(breaker: DeploymentCircuitBreaker | undefined): void {
  const threshold = breaker?.thresholdConfiguration;
  if (threshold === undefined) return;
  const { type, value } = threshold;
  const most = type === 'BOUNDED_PERCENT' ? 100 : Infinity;
  if (value === undefined || value < 1 || value > most) {
    throw invalidParameter('Invalid deployment circuit breaker threshold value.');
  }
}
