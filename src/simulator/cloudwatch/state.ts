import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { MetricName } from './metric-name.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/**
 * Alarms and metric data that users have put. The alarms of target tracking stand with their policies, metrics that the
 * admin API holds at a level with Application Auto Scaling. Plain data, times in epoch milliseconds.
 */
export interface CloudWatchState {
  /** By name. */
  alarms: Map<string, UserAlarm>;
  /** By name. */
  composites: Map<string, CompositeAlarm>;
  /** By the key of `metric-name.ts`. */
  samples: Map<string, PutMetric>;
  /** By alarm name, newest first. They outlive their alarm. */
  history: Map<string, HistoryItem[]>;
}

/** What every alarm of a user has. */
interface AlarmRecord {
  name: string;
  configuredAt: number;
  state: AlarmState;
  stateReason: string;
  stateReasonData?: string | undefined;
  stateUpdatedAt: number;
  tags: Map<string, string>;
}

export interface UserAlarm extends AlarmRecord {
  /** As it was put, without tags. */
  definition: Omit<PutMetricAlarmInput, 'Tags'>;
}

export interface CompositeAlarm extends AlarmRecord {
  /** As it was put, without tags. */
  definition: Omit<PutCompositeAlarmInput, 'Tags'>;
}

/** A metric with its samples, oldest first. */
export interface PutMetric {
  metric: MetricName;
  samples: Sample[];
}

/** One put value, or a set of them that came as their statistics. */
export interface Sample {
  at: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  unit: string;
  /** Values with how often each came; undefined where a set of statistics does not tell them. */
  values: readonly (readonly [number, number])[] | undefined;
}

export interface HistoryItem {
  at: number;
  alarmType: 'MetricAlarm' | 'CompositeAlarm';
  type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  summary: string;
  data: string;
}

export function emptyCloudWatchState(): CloudWatchState {
  return { alarms: new Map(), composites: new Map(), samples: new Map(), history: new Map() };
}
