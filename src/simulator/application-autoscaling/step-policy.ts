import type { StepAdjustment, StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import { invalid } from './refusals.ts';

const mostSteps = 20;

/** @throws AwsFault ValidationException */
export function checkStepPolicy(config: StepScalingPolicyConfiguration): void {
  if (config.AdjustmentType === undefined) throw invalid('Adjustment type must be specified');
  const steps = config.StepAdjustments ?? [];
  // UNKNOWN: the text.
  if (steps.length === 0) throw invalid('Step adjustments must be specified');
  if (steps.length > mostSteps) {
    throw invalid(`There can be at most ${mostSteps} step adjustments per scaling policy`);
  }
  checkIntervals(steps);
  if (config.Cooldown !== undefined && config.Cooldown < 0) throw invalid('Cooldown must be nonnegative');
}

function checkIntervals(steps: readonly StepAdjustment[]): void {
  const inOrder = [...steps].sort((a, b) => lower(a) - lower(b));
  for (const [index, step] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next === undefined) return;
    if (lower(next) > upper(step)) throw invalid('Step adjustment intervals cannot have gaps between them');
    if (lower(next) < upper(step)) throw invalid('Step adjustment intervals cannot overlap');
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
