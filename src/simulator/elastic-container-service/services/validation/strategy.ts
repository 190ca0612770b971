import type { DeploymentConfiguration, ServiceConnectConfiguration } from '@aws-sdk/client-ecs';
import { checkOneOf, invalidParameter } from '../../parameter-rules.ts';

const LONGEST_BAKE_MINUTES = 1_440;

/** The members that belong to strategies, each by itself. The ranges are documented; UNKNOWN: the texts. */
export function checkStrategy(given: DeploymentConfiguration): void {
  checkOneOf('deployment strategy', given.strategy, ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY']);
  const { linearConfiguration: linear, canaryConfiguration: canary } = given;
  checkTenths('linearConfiguration.stepPercent', linear?.stepPercent, 3);
  checkTenths('canaryConfiguration.canaryPercent', canary?.canaryPercent, 0.1);
  checkBake('bakeTimeInMinutes', given.bakeTimeInMinutes);
  checkBake('linearConfiguration.stepBakeTimeInMinutes', linear?.stepBakeTimeInMinutes);
  checkBake('canaryConfiguration.canaryBakeTimeInMinutes', canary?.canaryBakeTimeInMinutes);
}

/** What the whole configuration has to agree on, after an update was laid over what was stored. UNKNOWN: all texts. */
export function checkMergedStrategy(
  merged: DeploymentConfiguration,
  traffic: { loadBalancers: readonly unknown[]; serviceConnectConfiguration?: ServiceConnectConfiguration | undefined },
  scheduling: string,
): void {
  const { strategy = 'ROLLING', earlySuccessCriteria: early } = merged;
  if (early?.enable === true) checkEarlySuccess(merged);
  if (strategy === 'ROLLING') return;
  if (scheduling === 'DAEMON') {
    throw invalidParameter(`The daemon scheduling strategy does not support the deployment strategy ${strategy}.`);
  }
  // BLUE_GREEN goes without anything that shifts traffic, the other two do not (documented).
  const shifts = traffic.loadBalancers.length > 0 || traffic.serviceConnectConfiguration?.enabled === true;
  if (strategy === 'BLUE_GREEN' || shifts) return;
  throw invalidParameter(
    `The deployment strategy ${strategy} requires a service that uses an Application Load Balancer or Service Connect.`,
  );
}

/** UNKNOWN: whether AWS fills in the steps' defaults on read-back, as it does for the circuit breaker; it does here. */
export function withStepDefaults(merged: DeploymentConfiguration): DeploymentConfiguration {
  const { strategy, linearConfiguration, canaryConfiguration } = merged;
  if (strategy === 'LINEAR') {
    const defaults = { stepPercent: 10, stepBakeTimeInMinutes: 6 };
    return { ...merged, linearConfiguration: { ...defaults, ...linearConfiguration } };
  }
  if (strategy !== 'CANARY') return merged;
  const defaults = { canaryPercent: 5, canaryBakeTimeInMinutes: 10 };
  return { ...merged, canaryConfiguration: { ...defaults, ...canaryConfiguration } };
}

function checkEarlySuccess({
  earlySuccessCriteria: early,
  minimumHealthyPercent = 100,
}: DeploymentConfiguration): void {
  const percent = early?.healthyPercent;
  if (percent === undefined || early?.sourceServiceRevisionCleanup === undefined) {
    throw invalidParameter(
      'healthyPercent and sourceServiceRevisionCleanup are required when earlySuccessCriteria is enabled.',
    );
  }
  checkOneOf('sourceServiceRevisionCleanup', early.sourceServiceRevisionCleanup, ['BLOCKING', 'DEFERRED']);
  if (percent > 100) throw invalidParameter('earlySuccessCriteria.healthyPercent must be at most 100');
  if (percent >= minimumHealthyPercent) return;
  throw invalidParameter('earlySuccessCriteria.healthyPercent must be greater than or equal to minimumHealthyPercent');
}

function checkTenths(what: string, percent: number | undefined, least: number): void {
  if (percent === undefined) return;
  const isTenth = Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-6;
  if (percent >= least && percent <= 100 && isTenth) return;
  throw invalidParameter(`${what} must be a multiple of 0.1 between ${least.toFixed(1)} and 100.0.`);
}

function checkBake(what: string, minutes: number | undefined): void {
  if (minutes === undefined || (minutes >= 0 && minutes <= LONGEST_BAKE_MINUTES)) return;
  throw invalidParameter(`${what} must be between 0 and ${LONGEST_BAKE_MINUTES}.`);
}
