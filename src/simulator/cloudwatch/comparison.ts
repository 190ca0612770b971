import { asDouble } from './java-text.ts';
import type { AlarmState } from './state.ts';

/** A datapoint that an alarm looked at, by the beginning of its period (epoch milliseconds). */
export interface AlarmPoint {
  readonly at: number;
  readonly value: number | undefined;
  readonly count?: number | undefined;
}

/** Whether a value is beyond an alarm's threshold; false for operators of anomaly detection, which is not computed. */
export function isBeyond(value: number, operator: string | undefined, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      return false;
  }
}

const words: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export interface ThresholdRule {
  readonly operator: string | undefined;
  readonly threshold: number;
  /** EvaluationPeriods. */
  readonly periods: number;
  /** DatapointsToAlarm. */
  readonly needed: number;
}

export interface Crossing {
  readonly before: AlarmState;
  readonly state: 'OK' | 'ALARM';
  /** The present datapoints that decided it, newest first. */
  readonly points: readonly AlarmPoint[];
}

/** The words of a change of state (recorded); from INSUFFICIENT_DATA to OK they are fewer (reported). */
export function thresholdReason({ before, state, points }: Crossing, rule: ThresholdRule): string {
  const shown = points.map(({ at, value = 0 }) => `${asDouble(value)} (${pointTime(at)})`).join(', ');
  const verb = points.length === 1 ? 'was' : 'were';
  const not = state === 'ALARM' ? '' : 'not ';
  const compared = `${verb} ${not}${words[rule.operator ?? ''] ?? 'beyond'} the threshold (${asDouble(rule.threshold)})`;
  if (before === 'INSUFFICIENT_DATA' && state === 'OK') {
    return `Threshold Crossed: ${counted(points.length, 'datapoint')} [${shown}] ${compared}.`;
  }
  const minimum = state === 'ALARM' ? rule.needed : rule.periods - rule.needed + 1;
  const change = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  return (
    `Threshold Crossed: ${points.length} out of the last ${rule.periods} datapoints [${shown}] ${compared} ` +
    `(minimum ${counted(minimum, 'datapoint')} for ${change} transition).`
  );
}

/** The words where nothing came and TreatMissingData decided (recorded). */
export function missingReason(periods: number, treatment: 'Breaching' | 'NonBreaching'): string {
  const missing = `${counted(periods, 'missing datapoint')} ${periods === 1 ? 'was' : 'were'}`;
  return `Threshold Crossed: no datapoints were received for ${counted(periods, 'period')} and ${missing} treated as [${treatment}].`;
}

export function unknownReason(count: number): string {
  return `Insufficient Data: ${counted(count, 'datapoint')} ${count === 1 ? 'was' : 'were'} unknown.`;
}

/** What CloudWatch does with an alarm that changes: its state, and what it says of it. */
export interface Verdict {
  readonly state: AlarmState;
  /** Coming from the state `before`. */
  readonly reason: (before: AlarmState) => string;
  /** Every datapoint of the range, newest first. */
  readonly points: readonly AlarmPoint[];
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** `14/09/26 05:42:30` */
function pointTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
