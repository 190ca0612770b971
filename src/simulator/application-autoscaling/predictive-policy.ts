import type {
  PredictiveScalingMetricSpecification,
  PredictiveScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { invalid, invalidByModel } from './refusals.ts';

const modes = ['ForecastOnly', 'ForecastAndScale'];
const breachBehaviors = ['HonorMaxCapacity', 'IncreaseMaxCapacity'];
const longestBuffer = 3600;

/**
 * Checks a predictive scaling policy by the rules of the API reference. It is stored as it was put, without defaults
 * (recorded). UNKNOWN: the texts of its own rules.
 *
 * @throws AwsFault ValidationException
 */
export function checkPredictivePolicy(config: PredictiveScalingPolicyConfiguration): void {
  const path = 'predictiveScalingPolicyConfiguration';
  checkOneOf(config.Mode, `${path}.mode`, modes);
  checkOneOf(config.MaxCapacityBreachBehavior, `${path}.maxCapacityBreachBehavior`, breachBehaviors);
  checkRange(config.SchedulingBufferTime, `${path}.schedulingBufferTime`, longestBuffer);
  checkRange(config.MaxCapacityBuffer, `${path}.maxCapacityBuffer`, 100);
  checkSpecifications(config.MetricSpecifications ?? []);
  const isIncreasing = config.MaxCapacityBreachBehavior === 'IncreaseMaxCapacity';
  if (isIncreasing && config.MaxCapacityBuffer === undefined) {
    throw invalid('MaxCapacityBuffer is required if MaxCapacityBreachBehavior is set to IncreaseMaxCapacity');
  }
  if (!isIncreasing && config.MaxCapacityBuffer !== undefined) {
    throw invalid('MaxCapacityBuffer can only be specified if MaxCapacityBreachBehavior is set to IncreaseMaxCapacity');
  }
}

function checkSpecifications(specifications: readonly PredictiveScalingMetricSpecification[]): void {
  const [only, ...more] = specifications;
  if (only === undefined || more.length > 0) throw invalid('You must specify exactly one metric specification');
  const hasPair = only.PredefinedMetricPairSpecification !== undefined;
  const scaling = [only.PredefinedScalingMetricSpecification, only.CustomizedScalingMetricSpecification];
  const load = [only.PredefinedLoadMetricSpecification, only.CustomizedLoadMetricSpecification];
  const counts = [scaling, load].map((each) => each.filter((one) => one !== undefined).length);
  if (hasPair ? counts.every((count) => count === 0) : counts.every((count) => count === 1)) return;
  throw invalid('You must specify either a metric pair, or a load metric and a scaling metric individually');
}

function checkOneOf(value: string | undefined, path: string, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw invalidByModel(value, path, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

function checkRange(value: number | undefined, path: string, most: number): void {
  if (value === undefined) return;
  if (value < 0) throw invalidByModel(String(value), path, 'Member must have value greater than or equal to 0');
  if (value > most) throw invalidByModel(String(value), path, `Member must have value less than or equal to ${most}`);
}
