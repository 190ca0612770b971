import { invalidValue } from './refusals.ts';
import { percentileOf } from './samples.ts';

const five = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
/** Trimmed means, winsorized means and the like: AWS computes them, they are stored and have no datapoints here. */
const stored = /^(IQM|(tm|wm|tc|ts|TM|WM|TC|TS|PR)(\d+(\.\d+)?|\([^)]*\)))$/;

/** Whether AWS knows this extended statistic. */
export function isExtended(statistic: string): boolean {
  return percentileOf(statistic) !== undefined || stored.test(statistic);
}

/** Whether AWS knows this statistic, be it one of the five or an extended one. */
export function isStatistic(statistic: string): boolean {
  return five.includes(statistic) || isExtended(statistic);
}

/** @throws AwsFault InvalidParameterValue, in recorded words; UNKNOWN: whether AWS reads a plain one as extended */
export function checkExtended(statistic: string, path: string): void {
  if (isStatistic(statistic)) return;
  throw invalidValue(`The value ${statistic} for parameter ${path} is not supported.`);
}

/** @throws AwsFault InvalidParameterValue, in recorded words */
export function checkPlain(statistic: string, path: string): void {
  if (five.includes(statistic)) return;
  throw invalidValue(`The parameter ${path} must be a value in the set [${five.join(', ')}].`);
}
