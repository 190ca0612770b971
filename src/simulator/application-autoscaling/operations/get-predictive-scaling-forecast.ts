import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { invalid, refusal } from '../refusals.ts';
import { checkIdentity, described } from '../scalable-resource.ts';

const dayMs = 24 * 3_600_000;
/** A forecast is asked for up to thirty days at once, and begins at most fifteen days ago (documented). */
const longestDays = 30;
const oldestDays = 15;

/**
 * GetPredictiveScalingForecast. AWS forecasts from a day of metric data on (documented), and looks back two weeks: more
 * than is kept here. So a policy answers as one whose metric is younger than that. UNKNOWN: all texts, and whether such
 * a policy answers with empty series or with an error.
 */
export function getPredictiveScalingForecast(context: Context, input: Json): Json {
  const resourceId = checkIdentity(input);
  const name = String(input['PolicyName']);
  const policy = context.world.autoscaling.targets.get(resourceId)?.policies.get(name);
  if (policy === undefined) {
    const where = `${described(resourceId)}, policy name: ${name}`;
    throw refusal('ObjectNotFoundException', `No scaling policy found for ${where}`);
  }
  if (policy.predictive === undefined) throw invalid('The scaling policy is not a predictive scaling policy');
  checkTimes(context, Number(input['StartTime']) * 1000, Number(input['EndTime']) * 1000);
  const nothing = { Timestamps: [], Values: [] };
  return {
    LoadForecast: (policy.predictive.MetricSpecifications ?? []).map((MetricSpecification) => ({
      ...nothing,
      MetricSpecification,
    })),
    CapacityForecast: nothing,
    UpdateTime: policy.createdAt / 1000,
  };
}

function checkTimes(context: Context, start: number, end: number): void {
  if (!(start < end)) throw invalid('StartTime must be before EndTime');
  if (end - start > longestDays * dayMs) throw invalid(`The time range must not be longer than ${longestDays} days`);
  if (start < context.clock.now() - oldestDays * dayMs) {
    throw invalid(`StartTime must not be more than ${oldestDays} days in the past`);
  }
}
