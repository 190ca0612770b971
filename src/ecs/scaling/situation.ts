import type {
  PutScalingPolicyCommandInput,
  PutScheduledActionCommandInput,
  RegisterScalableTargetCommandInput,
  ScalableTarget,
  ScalingPolicy,
  ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import type { MetricAlarm, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import type { EcsScalingStatus } from '../../api/scaling-status.ts';
import type { OwnerIdentity, TagChange, TagMap } from '../ownership.ts';

/** What Application Auto Scaling and CloudWatch hold about the service. */
export interface ScalingObservation {
  readonly target: ScalableTarget | undefined;
  readonly policies: readonly ScalingPolicy[];
  readonly scheduledActions: readonly ScheduledAction[];
  /** Those of our step policies, and those whose lack of data is told. */
  readonly alarms: readonly MetricAlarm[];
  /** Tags of the target; `undefined` where they were not read. */
  readonly tags: TagMap | undefined;
  /** Tags of alarms by name, as far as they were read. */
  readonly alarmTags: ReadonlyMap<string, TagMap>;
}

export interface ScalingSituation {
  readonly spec: EcsScalingSpec;
  readonly status: EcsScalingStatus;
  readonly resourceId: string;
  readonly owner: OwnerIdentity;
  readonly desiredTags: TagMap;
  readonly observed: ScalingObservation;
}

export type ScalingAction =
  | { readonly kind: 'register'; readonly input: RegisterScalableTargetCommandInput; readonly what: string }
  | { readonly kind: 'putPolicy'; readonly input: PutScalingPolicyCommandInput; readonly what: string }
  | { readonly kind: 'deletePolicy'; readonly name: string; readonly what: string }
  | { readonly kind: 'putScheduledAction'; readonly input: PutScheduledActionCommandInput; readonly what: string }
  | { readonly kind: 'deleteScheduledAction'; readonly name: string; readonly what: string }
  | {
      readonly kind: 'putAlarm';
      /** Without the action that calls the policy. */
      readonly input: PutMetricAlarmCommandInput;
      readonly policy: string;
      /** As observed; a policy that the same plan puts has the ARN of that answer. */
      readonly policyArn: string | undefined;
      readonly what: string;
    }
  | { readonly kind: 'deleteAlarm'; readonly name: string; readonly what: string }
  | { readonly kind: 'tag'; readonly arn: string; readonly change: TagChange; readonly what: string }
  | { readonly kind: 'tagAlarm'; readonly arn: string; readonly change: TagChange; readonly what: string };
