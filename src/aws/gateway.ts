import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import type { Clocks } from '../runtime/clock.ts';
import type { EffectGate } from '../runtime/effects.ts';
import { AlarmReader } from './alarm-reader.ts';
import type { Buckets } from './buckets.ts';
import type { CallMetrics } from './call-metrics.ts';
import { operationFacts } from './categories.ts';
import { DeploymentReader } from './deployment-reader.ts';
import type { Input, OperationName, Output } from './operations.ts';
import { PacedCalls } from './paced-calls.ts';
import type { AwsPort, AwsScope, CallContext, ScalingReading, ServiceReading } from './port.ts';
import { ScalingReader } from './scaling-reader.ts';
import { serviceWrittenBy } from './service-identity.ts';
import { type PrefetchHooks, ServiceReader } from './service-reader.ts';
import type { AwsTransport } from './transport.ts';

export interface GatewayOptions {
  readonly scope: AwsScope;
  readonly transport: AwsTransport;
  readonly buckets: Buckets;
  readonly effects: EffectGate;
  readonly clocks: Clocks;
  readonly metrics: CallMetrics;
  readonly prefetch?: PrefetchHooks;
}

/**
 * The only way from a controller to AWS in one account, Region and role. Every call takes a token of its bucket,
 * writes pass the effect gate, every call is measured, every failure is an AwsError. Reads of services and of
 * scaling are batched over all controllers.
 */
export class AwsGateway implements AwsPort {
  readonly scope: AwsScope;
  private readonly calls: PacedCalls;
  private readonly services: ServiceReader;
  private readonly scaling: ScalingReader;
  private readonly alarms: AlarmReader;
  private readonly deployments: DeploymentReader;

  constructor(options: GatewayOptions) {
    this.scope = options.scope;
    this.calls = new PacedCalls(options);
    this.services = new ServiceReader(this.calls, options.clocks.domain, options.scope, options.prefetch);
    this.scaling = new ScalingReader(this.calls, options.clocks.domain, () =>
      options.prefetch?.onScalingsListed?.(options.scope),
    );
    this.deployments = new DeploymentReader(this.calls);
    this.alarms = new AlarmReader(
      this.calls,
      options.clocks.domain,
      () => options.prefetch?.alarms?.(options.scope) ?? [],
    );
  }

  async call<K extends OperationName>(operation: K, input: Input<K>, context: CallContext): Promise<Output<K>> {
    if (operationFacts[operation].access === 'read') return this.calls.call(operation, input, context);
    // Before, so that no batch under way brings the old state; after, for those that left in between.
    this.invalidateReadings(operation, input);
    try {
      return await this.calls.call(operation, input, context);
    } finally {
      this.invalidateReadings(operation, input);
    }
  }

  readService(cluster: string, serviceName: string, context: CallContext): Promise<ServiceReading> {
    return this.services.read(cluster, serviceName, context);
  }

  readServiceDeployment(arn: string, context: CallContext): Promise<ServiceDeployment | undefined> {
    return this.deployments.read(arn, context);
  }

  readScaling(resourceId: string, context: CallContext): Promise<ScalingReading> {
    return this.scaling.read(resourceId, context);
  }

  readAlarms(names: readonly string[], context: CallContext): Promise<readonly MetricAlarm[]> {
    return this.alarms.read(names, context);
  }

  /** Tokens per second that an operation's bucket grants us in the long run: resync periods are stretched by it. */
  ratePerSecond(operation: OperationName): number {
    return this.calls.ratePerSecond(operation);
  }

  /** Ends background reads. Calls under way are left to their own signals. */
  close(): void {
    this.scaling.close();
  }

  private invalidateReadings<K extends OperationName>(operation: K, input: Input<K>): void {
    const service = serviceWrittenBy(operation, input);
    if (service !== undefined) this.services.invalidate(service);
    if ('AlarmName' in input && typeof input.AlarmName === 'string') this.alarms.invalidate([input.AlarmName]);
    if (operation === 'DeleteAlarms' && 'AlarmNames' in input) this.alarms.invalidate(input.AlarmNames ?? []);
    if (operationFacts[operation].service !== 'application-autoscaling') return;
    if ('ResourceId' in input && typeof input.ResourceId === 'string') this.scaling.invalidate(input.ResourceId);
  }
}
