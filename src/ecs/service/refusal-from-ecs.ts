import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import type { RolloutStatus } from '../../api/status.ts';
import { deploymentNumber } from './assess-rollout.ts';
import { fieldDifferences } from './field-difference.ts';
import type { Comparison } from './field-difference.ts';
import { FIELD_RULES } from './field-rules.ts';
import { revisionFields } from './live-fields.ts';
import type { RolloutInput } from './rollout-input.ts';
import { intendedRollout } from './rollout-record.ts';
import type { RecentDeployment } from './situation.ts';

const REFUSED: readonly string[] = [
  'ROLLBACK_REQUESTED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_SUCCESSFUL',
  'ROLLBACK_FAILED',
  'STOPPED',
];

/** Clocks of the operator and AWS may differ by this much (milliseconds). */
const CLOCK_SKEW_MS = 30_000;

/**
 * The rollout that ECS refused, derived from ECS itself where status does not know it (a restored or adopted object,
 * an answer that was lost): the newest service deployment, if it was rolled back or stopped and its target revision
 * carries what the spec asks for.
 *
 * @param sentAfter RFC 3339: an older deployment cannot be the lost one
 */
export function rememberedRefusal(
  recent: readonly RecentDeployment[] | undefined,
  comparison: Comparison,
  input: RolloutInput,
  sentAfter: string | undefined,
): RolloutStatus | undefined {
  const [newest] = recent ?? [];
  if (newest?.revision === undefined || !REFUSED.includes(newest.deployment.status ?? '')) return undefined;
  const createdAt = newest.deployment.createdAt?.getTime() ?? 0;
  if (sentAfter !== undefined && createdAt < Date.parse(sentAfter) - CLOCK_SKEW_MS) return undefined;
  const startingRules = FIELD_RULES.filter((rule) => rule.startsDeployment);
  const asked = { ...comparison, live: revisionFields(newest.revision), appliedHashes: {} };
  if (fieldDifferences(asked, startingRules).length > 0) return undefined;
  return rolloutOfDeployment(newest.deployment, input, createdAt);
}

function rolloutOfDeployment(deployment: ServiceDeployment, input: RolloutInput, createdAt: number): RolloutStatus {
  const number = deploymentNumber(deployment.targetServiceRevision?.arn);
  return {
    ...intendedRollout(input, createdAt),
    ...(number === undefined ? {} : { deploymentId: `ecs-svc/${number}` }),
  };
}
