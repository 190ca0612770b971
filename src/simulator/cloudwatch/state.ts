import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/**
 * Alarms and metric data that users have put. The alarms of target tracking stand with their policies, metrics that the
 * admin API holds at a level with Application Auto Scaling. Plain data, times in epoch milliseconds.
 */
export interface CloudWatchState {
  /** By name. */
  alarms: Map<string, UserAlarm>;
  /** By the key of `metric-name.ts`, oldest first. */
  samples: Map<string, Sample[]>;
  /** By alarm name, newest first. They outlive their alarm. */
  history: Map<string, HistoryItem[]>;
}

export interface UserAlarm {
  name: string;
  /** As it was put, without tags. */
  definition: Omit<PutMetricAlarmInput, 'Tags'>;
  configuredAt: number;
  state: AlarmState;
  stateReason: string;
  stateReasonData?: string | undefined;
  stateUpdatedAt: number;
  tags: Map<string, string>;
}

/** One put value, or a set of them that came as their statistics. */
export interface Sample {
  at: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  unit: string;
}

export interface HistoryItem {
  at: number;
  type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  summary: string;
  data: string;
}

export function emptyCloudWatchState(): CloudWatchState {
  return { alarms: new Map(), samples: new Map(), history: new Map() };
}
