import { Counter, Histogram, type Registry } from 'prom-client';
import { awsName, operationFacts } from './categories.ts';
import type { AwsError } from './errors.ts';
import type { OperationName } from './operations.ts';

/** Bounds in seconds: from a loopback answer to the request time-out. */
const durationBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** Counts and times AWS calls, under the names that dashboards of the AWS Load Balancer Controller know. */
export class CallMetrics {
  private readonly calls: Counter<'service' | 'operation' | 'code'>;
  private readonly duration: Histogram<'service' | 'operation'>;
  private readonly throttled: Counter<'service' | 'operation'>;
  private readonly permission: Counter<'service' | 'operation'>;
  private readonly limit: Counter<'service' | 'operation'>;
  private readonly validation: Counter<'service' | 'operation'>;
  private readonly waits: Counter<'category'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const labelNames = ['service', 'operation'] as const;
    const counter = (name: string, help: string) => new Counter({ name, help, labelNames, registers });
    this.calls = new Counter({
      name: 'aws_api_calls_total',
      help: 'Calls sent to AWS by outcome; code is OK or the error code of AWS',
      labelNames: [...labelNames, 'code'],
      registers,
    });
    this.duration = new Histogram({
      name: 'aws_api_call_duration_seconds',
      help: 'Time until AWS answered, in wall seconds',
      labelNames,
      buckets: durationBuckets,
      registers,
    });
    this.throttled = counter('aws_api_call_throttled_errors_total', 'Calls that AWS throttled');
    this.permission = counter('aws_api_call_permission_errors_total', 'Calls refused for credentials or permissions');
    this.limit = counter('aws_api_call_service_limit_exceeded_errors_total', 'Calls refused because of a quota');
    this.validation = counter('aws_api_call_validation_errors_total', 'Calls whose input AWS refused');
    this.waits = new Counter({
      name: 'aws_request_bucket_waits_total',
      help: 'Times that a caller found no free token in one of our own request buckets',
      labelNames: ['category'],
      registers,
    });
  }

  /** One finished call. `seconds`: wall time. */
  observe(operation: OperationName, seconds: number, error?: AwsError): void {
    const labels = { service: operationFacts[operation].service, operation: awsName(operation) };
    this.calls.inc({ ...labels, code: error?.code ?? 'OK' });
    this.duration.observe(labels, seconds);
    if (error === undefined) return;
    if (error.class === 'throttle') this.throttled.inc(labels);
    if (error.class === 'accessDenied') this.permission.inc(labels);
    if (error.code === 'LimitExceededException') this.limit.inc(labels);
    else if (error.class === 'terminal') this.validation.inc(labels);
  }

  /** A caller was denied a token of `category`. */
  waited(category: string): void {
    this.waits.inc({ category });
  }
}
