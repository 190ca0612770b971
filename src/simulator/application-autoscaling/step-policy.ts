import type { StepAdjustment, StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import { invalid } from './refusals.ts';

const mostSteps = 20;

/**
 * What a put over an existing policy makes of both: only what every step policy needs stays when it is left out; a
 * cooldown, aggregation or magnitude that is left out is gone (recorded).
 */
export function mergedStep(
  existing: StepScalingPolicyConfiguration | undefined,
  given: StepScalingPolicyConfiguration | undefined,
): StepScalingPolicyConfiguration | undefined {
  if (given === undefined || existing === undefined) return given ?? existing;
  const { AdjustmentType = existing.AdjustmentType, StepAdjustments = existing.StepAdjustments } = given;
  return { ...given, AdjustmentType, StepAdjustments };
}

/** @throws AwsFault ValidationException */
export function checkStepPolicy(config: StepScalingPolicyConfiguration): void {
  if (config.AdjustmentType === undefined) throw invalid('Adjustment type must be specified');
  const steps = config.StepAdjustments ?? [];
  if (steps.length === 0) throw invalid('There must be at least one step adjustment');
  if (steps.length > mostSteps) {
    throw invalid(`There can be at most ${mostSteps} step adjustments per scaling policy`);
  }
  checkIntervals(steps);
  checkMagnitude(config);
  if (config.Cooldown !== undefined && config.Cooldown < 0) throw invalid('Cooldown must be nonnegative');
}

function checkMagnitude({
  AdjustmentType: type,
  MinAdjustmentMagnitude: magnitude,
}: StepScalingPolicyConfiguration): void {
  if (magnitude === undefined) return;
  if (type !== 'PercentChangeInCapacity') {
    throw invalid('Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity');
  }
  // UNKNOWN: the text. It is above 0 (documented).
  if (magnitude <= 0) throw invalid('Minimum adjustment magnitude must be positive');
}

/** UNKNOWN: the texts for a step without width, and for steps that end short of infinity; their rules are documented. */
function checkIntervals(steps: readonly StepAdjustment[]): void {
  for (const step of steps) {
    if (lower(step) === Number.NEGATIVE_INFINITY && upper(step) === Number.POSITIVE_INFINITY) {
      throw invalid('At least one of the step adjustment interval bounds must be specified');
    }
    if (lower(step) >= upper(step))
      throw invalid('Step adjustment interval upper bound must be greater than lower bound');
  }
  const inOrder = [...steps].sort((a, b) => lower(a) - lower(b));
  for (const [index, step] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next === undefined) break;
    if (lower(next) > upper(step)) throw invalid('Step adjustment intervals cannot have gaps between them');
    if (lower(next) < upper(step)) throw invalid('Step adjustment intervals cannot overlap');
  }
  checkEnds(Math.min(...steps.map(lower)), Math.max(...steps.map(upper)));
}

function checkEnds(lowest: number, highest: number): void {
  if (lowest < 0 && Number.isFinite(lowest)) {
    throw invalid(
      'There must be a step adjustment with an unspecified lower bound when one has a negative lower bound',
    );
  }
  if (highest > 0 && Number.isFinite(highest)) {
    throw invalid(
      'There must be a step adjustment with an unspecified upper bound when one has a positive upper bound',
    );
  }
}

/**
 * The capacity that a step policy asks for when the metric is `delta` away from its alarm's threshold; undefined when
 * no step covers that. PercentChangeInCapacity rounds away from zero below 1, towards zero above (documented).
 */
export function steppedCapacity(
  config: StepScalingPolicyConfiguration,
  current: number,
  delta: number,
): number | undefined {
  const step = config.StepAdjustments?.find((each) => covers(each, delta));
  const adjustment = step?.ScalingAdjustment;
  if (adjustment === undefined) return undefined;
  switch (config.AdjustmentType) {
    case 'ExactCapacity':
      return adjustment;
    case 'PercentChangeInCapacity':
      return current + percentChange(current, adjustment, config.MinAdjustmentMagnitude ?? 1);
    default:
      return current + adjustment;
  }
}

function covers(step: StepAdjustment, delta: number): boolean {
  // Above the threshold the lower bound is part of the step; below it, the upper bound is.
  return delta >= 0 ? lower(step) <= delta && delta < upper(step) : lower(step) < delta && delta <= upper(step);
}

function percentChange(current: number, percent: number, atLeast: number): number {
  const change = Math.trunc((current * percent) / 100);
  return Math.sign(percent) * Math.max(Math.abs(change), atLeast);
}

function lower(step: StepAdjustment): number {
  return step.MetricIntervalLowerBound ?? Number.NEGATIVE_INFINITY;
}

function upper(step: StepAdjustment): number {
  return step.MetricIntervalUpperBound ?? Number.POSITIVE_INFINITY;
}
