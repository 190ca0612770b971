import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { ScalableTarget, ScalingPolicy, ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import type { Priority } from '../runtime/priority.ts';
import type { Input, OperationName, Output } from './operations.ts';

/** Where AWS calls go: one account seen through one role in one Region. */
export interface AwsScope {
  readonly accountId: string;
  readonly region: string;
}

/** On whose behalf, and how urgently, a call is made. */
export interface CallContext {
  /** `Kind/namespace/name`: names the effect and keeps the caller's place in a bucket's queue. */
  readonly object: string;
  readonly priority: Priority;
  readonly signal?: AbortSignal;
  /** Called right before the request leaves, after a token was had: from here on only AWS knows the outcome. */
  readonly onSend?: () => void;
}

/** What a batched read says of one service. `absent` is MISSING in `failures[]`, or its cluster is gone. */
export type ServiceReading =
  | { readonly kind: 'found'; readonly service: Service; readonly readAt: number }
  | { readonly kind: 'absent'; readonly clusterMissing: boolean; readonly readAt: number };

/** Everything Application Auto Scaling holds about one service. `readAt`: domain milliseconds. */
export interface ScalingReading {
  readonly target: ScalableTarget | undefined;
  readonly policies: readonly ScalingPolicy[];
  readonly scheduledActions: readonly ScheduledAction[];
  readonly readAt: number;
}

/**
 * What controllers may do to AWS in one scope. Every call takes a token of its bucket first and throws `AwaitToken`
 * when none is free; every failure is an `AwsError` (src/aws/errors.ts) of a closed set of classes.
 */
export interface AwsPort {
  readonly scope: AwsScope;
  call<K extends OperationName>(operation: K, input: Input<K>, context: CallContext): Promise<Output<K>>;
  /** Calls per second that the operation's request bucket grants in the long run. */
  ratePerSecond(operation: OperationName): number;
  /** Batched DescribeServices (10 per call and cluster, `include: TAGS`). */
  readService(cluster: string, serviceName: string, context: CallContext): Promise<ServiceReading>;
  /** Batched DescribeServiceDeployments (20 per call); `undefined`: MISSING. */
  readServiceDeployment(arn: string, context: CallContext): Promise<ServiceDeployment | undefined>;
  /**
   * Target, policies and scheduled actions of `service/<cluster>/<name>`. Resync reads share one listing by page;
   * more urgent ones read just this resource.
   */
  readScaling(resourceId: string, context: CallContext): Promise<ScalingReading>;
  /** CloudWatch alarms by name, those that there are (100 per call; resync reads are filled with what is due next). */
  readAlarms(names: readonly string[], context: CallContext): Promise<readonly MetricAlarm[]>;
}
