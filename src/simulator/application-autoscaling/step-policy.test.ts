import { describe, expect, it } from '@jest/globals';
import type { StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import { checkStepPolicy, steppedCapacity } from './step-policy.ts';

const threeSteps: StepScalingPolicyConfiguration = {
  AdjustmentType: 'ChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalUpperBound: -10, ScalingAdjustment: -2 },
    { MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 10, ScalingAdjustment: 3 },
  ],
};

describe('steppedCapacity', () => {
  it.each([
    [0, 6],
    [9.9, 6],
    [10, 8],
    [100, 8],
    [-1, 4],
    [-10, 3],
    [-50, 3],
  ])('with the metric %s away from the threshold is %s, from 5', (delta, expected) => {
    expect(steppedCapacity(threeSteps, 5, delta)).toBe(expected);
  });

  it('is undefined where no step is', () => {
    const up = { ...threeSteps, StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] };

    expect(steppedCapacity(up, 5, -1)).toBeUndefined();
  });

  it.each([
    [10, 50, undefined, 15],
    [3, 10, undefined, 4],
    [3, 10, 2, 5],
    [10, -25, undefined, 8],
  ])('from %s by %s per cent, at least %s, is %s', (current, percent, atLeast, expected) => {
    const config: StepScalingPolicyConfiguration = {
      AdjustmentType: 'PercentChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: percent }],
      ...(atLeast === undefined ? {} : { MinAdjustmentMagnitude: atLeast }),
    };

    expect(steppedCapacity(config, current, 0)).toBe(expected);
  });
});

describe('checkStepPolicy', () => {
  it('takes steps that touch, in any order', () => {
    expect(() => checkStepPolicy(threeSteps)).not.toThrow();
    expect(() =>
      checkStepPolicy({ ...threeSteps, StepAdjustments: threeSteps.StepAdjustments?.toReversed() }),
    ).not.toThrow();
  });

  it('wants steps', () => {
    expect(() => checkStepPolicy({ AdjustmentType: 'ChangeInCapacity' })).toThrow(
      'There must be at least one step adjustment',
    );
  });
});
