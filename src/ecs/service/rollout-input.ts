import { canonicalHash, versionedHash } from '../hash.ts';
import type { RolloutStatus } from '../../api/status.ts';
import { covers } from './covers.ts';
import { canonicalValue, FIELD_RULES } from './field-rules.ts';
import type { WantedFields } from './wanted-fields.ts';

/** Everything that decides what a deployment of this spec would run. */
export interface RolloutInput {
  /** The key of the rollback memory: the task definition's content and every field that starts a deployment. */
  readonly hash: string;
  /** Hash of the fields without the task definition. */
  readonly settingsHash: string;
  readonly taskDefinitionArn: string | undefined;
}

/**
 * The resolved rollout input. Counts, tags and our own fields have no part in it, and a field that has AWS's default
 * is as good as absent, so that the hash does not move when a removed field has been reset.
 *
 * @param contentHash content hash of the task definition where it is known, else its ARN
 */
export function rolloutInput(wanted: WantedFields, contentHash: string | undefined): RolloutInput {
  const settings: Record<string, unknown> = {};
  for (const rule of FIELD_RULES) {
    if (!rule.startsDeployment || rule.path === 'taskDefinition' || !wanted.has(rule.path)) continue;
    const value = canonicalValue(rule, wanted.get(rule.path));
    if (rule.reset === undefined || !isDefault(value, canonicalValue(rule, rule.reset))) settings[rule.path] = value;
  }
  const arn = wanted.get('taskDefinition') as string | undefined;
  return {
    hash: versionedHash({ taskDefinition: contentHash ?? arn, settings }),
    settingsHash: canonicalHash(settings).slice(0, 16),
    taskDefinitionArn: arn,
  };
}

function isDefault(value: unknown, reset: unknown): boolean {
  return covers(reset, value) && covers(value, reset);
}

/**
 * Whether a recorded rollout had this input. A raised hash version changes every hash and nothing else; then the
 * revision and the other fields tell.
 */
export function sameInput(rollout: RolloutStatus | undefined, input: RolloutInput): rollout is RolloutStatus {
  if (rollout === undefined) return false;
  if (rollout.inputHash === input.hash) return true;
  return (
    rollout.settingsHash === input.settingsHash &&
    rollout.taskDefinitionArn !== undefined &&
    rollout.taskDefinitionArn === input.taskDefinitionArn
  );
}
