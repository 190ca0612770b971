import type { ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from '@jest/globals';
import { alarmsWithoutData, watchedAlarms } from './missing-data.ts';

const minutes = (count: number) => new Date(count * 60_000);

describe('alarms without data', () => {
  it('are those that have lacked it for half an hour', () => {
    const alarms = [
      { AlarmName: 'silent', StateValue: 'INSUFFICIENT_DATA', StateUpdatedTimestamp: minutes(0) },
      { AlarmName: 'new', StateValue: 'INSUFFICIENT_DATA', StateUpdatedTimestamp: minutes(1) },
      { AlarmName: 'fine', StateValue: 'OK', StateUpdatedTimestamp: minutes(0) },
      { AlarmName: 'unknown', StateValue: 'INSUFFICIENT_DATA' },
    ] as const;
    expect(alarmsWithoutData(alarms, minutes(30).getTime())).toEqual(['silent']);
    expect(alarmsWithoutData(alarms, minutes(29).getTime())).toEqual([]);
  });
});

describe('alarms of AWS that are watched', () => {
  function policy(PolicyName: string, tracking?: object): ScalingPolicy {
    const made = tracking === undefined ? {} : { TargetTrackingScalingPolicyConfiguration: tracking };
    return { PolicyName, Alarms: [{ AlarmName: `${PolicyName}-high`, AlarmARN: 'a' }], ...made } as ScalingPolicy;
  }

  const predefined = (PredefinedMetricType: string) => ({ PredefinedMetricSpecification: { PredefinedMetricType } });

  it('are those on metrics that somebody spelled out, of our own policies', () => {
    const policies = [
      policy('custom', { CustomizedMetricSpecification: {} }),
      policy('requests', predefined('ALBRequestCountPerTarget')),
      policy('cpu', predefined('ECSServiceAverageCPUUtilization')),
      policy('step'),
      policy('theirs', { CustomizedMetricSpecification: {} }),
    ];
    expect(watchedAlarms(policies, ['custom', 'requests', 'cpu', 'step'])).toEqual(['custom-high', 'requests-high']);
  });
});
