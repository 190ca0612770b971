import { describe, expect, it } from '@jest/globals';
import { mergedTracking, withDefaults } from './tracking-policy.ts';

const cpu = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } as const;
const custom = { Namespace: 'my', MetricName: 'Load', Statistic: 'Average' } as const;

describe('mergedTracking', () => {
  it('keeps the metric that a put leaves out, and nothing else', () => {
    const existing = { TargetValue: 50, ScaleInCooldown: 60, PredefinedMetricSpecification: cpu };

    expect(mergedTracking(existing, { TargetValue: 70 })).toEqual({
      TargetValue: 70,
      PredefinedMetricSpecification: cpu,
    });
  });

  it('puts one kind of metric in place of the other', () => {
    const predefined = { TargetValue: 50, PredefinedMetricSpecification: cpu };
    const customized = { TargetValue: 1, CustomizedMetricSpecification: custom };

    expect(mergedTracking(predefined, customized)).toEqual(customized);
    expect(mergedTracking(customized, predefined)).toEqual(predefined);
  });
});

describe('withDefaults', () => {
  it('adds nothing to a predefined metric', () => {
    const config = { TargetValue: 50, PredefinedMetricSpecification: cpu };

    expect(withDefaults(config)).toEqual(config);
  });

  it('fills the dimensions of a custom one', () => {
    expect(withDefaults({ TargetValue: 1, CustomizedMetricSpecification: custom })).toEqual({
      TargetValue: 1,
      CustomizedMetricSpecification: { ...custom, Dimensions: [] },
    });
  });
});
