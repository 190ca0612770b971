import { invalidValue } from './refusals.ts';
import { percentileOf } from './samples.ts';

const five = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
/** Trimmed means, winsorized means and the like: AWS computes them, they are stored and have no datapoints here. */
const stored = /^(IQM|(tm|wm|tc|ts|TM|WM|TC|TS|PR)(\d+(\.\d+)?|\([^)]*\)))$/;

/** Whether AWS knows this extended statistic. */
export function isExtended(statistic: string): boolean {
  return percentileOf(statistic) !== undefined || stored.test(statistic);
}

/** @throws AwsFault InvalidParameterValue, in the recorded words of ExtendedStatistic */
export function checkStatistic(statistic: string, path: string): void {
  if (!five.includes(statistic) && !isExtended(statistic)) {
    throw invalidValue(`The value ${statistic} for parameter ${path} is not supported.`);
  }
}
