import type { PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import type { EcsScalingSpec } from '../../api/generated/ecs-scaling.ts';
import { canonicalHash } from '../hash.ts';
import type { TagMap } from '../ownership.ts';
import { toAwsCasing } from './aws-casing.ts';

/** CloudWatch takes no longer names (PutMetricAlarm). */
const NAME_LENGTH = 255;
const HASH_LENGTH = 16;

/** The alarm that a step policy asks for. */
export interface WantedAlarm {
  readonly policy: string;
  /** PutMetricAlarm without the action that calls the policy, whose ARN AWS tells. */
  readonly input: PutMetricAlarmCommandInput & { readonly AlarmName: string };
}

/** The alarms of the spec's step policies. */
export function wantedAlarms(resourceId: string, spec: EcsScalingSpec): WantedAlarm[] {
  return (spec.policies ?? []).flatMap(({ name: policy, alarm }) => {
    if (alarm === undefined) return [];
    const { alarmName, ...definition } = alarm;
    const name = alarmName ?? defaultAlarmName(resourceId, policy);
    return [{ policy, input: { ...(toAwsCasing(definition) as PutMetricAlarmCommandInput), AlarmName: name } }];
  });
}

/** `ecs-operator/service/<cluster>/<service>/<policy>`; a hash in place of the end where that would be too long. */
export function defaultAlarmName(resourceId: string, policy: string): string {
  const full = `ecs-operator/${resourceId}/${policy}`;
  if (full.length <= NAME_LENGTH) return full;
  return `${full.slice(0, NAME_LENGTH - HASH_LENGTH - 1)}-${canonicalHash(full).slice(0, HASH_LENGTH)}`;
}

/** The alarm calls its policy first, then whatever else the spec names. */
export function withPolicyAction(
  input: PutMetricAlarmCommandInput,
  policyArn: string,
): PutMetricAlarmCommandInput & { AlarmActions: string[] } {
  return { ...input, AlarmActions: [policyArn, ...(input.AlarmActions ?? [])] };
}

/** A tag map as CloudWatch takes it, in key order. */
export function alarmTagList(tags: TagMap): { Key: string; Value: string }[] {
  return Object.entries(tags)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
}
