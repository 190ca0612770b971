import type { MonitoringConfiguration } from '@aws-sdk/client-ecs';
import { AwsFault } from '../../../operation.ts';
import { invalidParameter } from '../../parameter-rules.ts';

const METRICS = ['CPUUtilization', 'MemoryUtilization'];

/** @throws AwsFault InvalidParameterException with the recorded text */
export function checkMonitoring(monitoring: MonitoringConfiguration | undefined): void {
  const names = (monitoring?.metricConfigurations ?? []).flatMap((each) => each.metricNames ?? []);
  if (names.every((name) => METRICS.includes(name))) return;
  throw invalidParameter(`Metric name must be one of [${METRICS.join(', ')}].`);
}

/** UpdateService answers an empty object with a server error, every time (recorded); CreateService takes it. */
export function checkMonitoringUpdate(monitoring: MonitoringConfiguration | undefined): void {
  if (monitoring !== undefined && monitoring.metricConfigurations === undefined) {
    throw new AwsFault('ServerException', 'Service Unavailable. Please try again later.', { status: 500 });
  }
  checkMonitoring(monitoring);
}

/** Metrics at no special resolution are no configuration at all. */
export function storedMonitoring(monitoring: MonitoringConfiguration | undefined): MonitoringConfiguration | undefined {
  return (monitoring?.metricConfigurations ?? []).length === 0 ? undefined : monitoring;
}
