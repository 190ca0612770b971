/*
 * Members of inputs that are no 32-bit integers, by structure: the SDK's runtime schemas have one kind of number, the
 * models of the services have four.
 */

const doubles = {
  CanaryConfiguration: ['canaryPercent'],
  DaemonDeploymentConfiguration: ['drainPercent'],
  LinearConfiguration: ['stepPercent'],
  MemoryGiBPerVCpuRequest: ['min', 'max'],
  MetricDatum: ['Value', 'Values', 'Counts'],
  NetworkBandwidthGbpsRequest: ['min', 'max'],
  PredictiveScalingMetricSpecification: ['TargetValue'],
  PutMetricAlarmInput: ['Threshold'],
  Resource: ['doubleValue'],
  Scale: ['value'],
  StatisticSet: ['SampleCount', 'Sum', 'Minimum', 'Maximum'],
  StepAdjustment: ['MetricIntervalLowerBound', 'MetricIntervalUpperBound'],
  TargetTrackingScalingPolicyConfiguration: ['TargetValue'],
  TotalLocalStorageGBRequest: ['min', 'max'],
} as const;

const longs = {
  AuthenticateCognitoActionConfig: ['SessionTimeout'],
  AuthenticateOidcActionConfig: ['SessionTimeout'],
  Resource: ['longValue'],
  ScheduleConfiguration: ['StartTimeOffset', 'EndTimeOffset'],
} as const;

/** Doubles, as `Structure.member`. */
export const DOUBLES: ReadonlySet<string> = qualified(doubles);

/** 64-bit integers, as `Structure.member`. */
export const LONGS: ReadonlySet<string> = qualified(longs);

function qualified(members: Readonly<Record<string, readonly string[]>>): ReadonlySet<string> {
  return new Set(Object.entries(members).flatMap(([name, all]) => all.map((member) => `${name}.${member}`)));
}
