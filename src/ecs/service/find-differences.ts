import type { Service } from '@aws-sdk/client-ecs';
import { canonicalHash } from '../hash.ts';
import { tagChange, tagMap } from '../ownership.ts';
import type { TagChange } from '../ownership.ts';
import { decideDesiredCount } from './desired-count.ts';
import type { CountDecision } from './desired-count.ts';
import { fieldDifferences } from './field-difference.ts';
import type { Comparison, FieldDifference } from './field-difference.ts';
import { FIELD_RULES } from './field-rules.ts';
import { liveFields } from './live-fields.ts';
import { valueAt } from './paths.ts';
import { planRollout } from './rollout-plan.ts';
import type { RolloutPlan } from './rollout-plan.ts';
import type { ServiceSituation } from './situation.ts';
import { wantedFields } from './wanted-fields.ts';

/** Everything that was found to differ, before anything is held back. */
export interface Findings {
  readonly comparison: Comparison;
  readonly rollout: RolloutPlan;
  /** Fields that start no deployment. */
  readonly others: readonly FieldDifference[];
  /** Fields that were sent a moment ago and that ECS reads back in its own way. */
  readonly settled: readonly FieldDifference[];
  readonly count: CountDecision;
  /** The count to send; `undefined`: it is right, or not ours. */
  readonly countToSend: number | undefined;
  readonly tags: TagChange | undefined;
}

const OTHER_RULES = FIELD_RULES.filter((rule) => !rule.startsDeployment);

/** Compares an existing service with what the situation asks for. */
export function findDifferences(situation: ServiceSituation, service: Service): Findings {
  const { spec, status } = situation;
  const comparison = comparisonOf(situation, service);
  const count = decideDesiredCount(spec, status, situation.scaling);
  const others = fieldDifferences(comparison, OTHER_RULES);
  return {
    comparison,
    rollout: planRollout(situation, service, comparison),
    others: others.filter(({ rule }) => !wasJustSent(situation, rule.path)),
    settled: others.filter(({ rule }) => wasJustSent(situation, rule.path)),
    count,
    countToSend: count.count === service.desiredCount ? undefined : count.count,
    tags: tagChange(tagMap(service.tags), situation.desiredTags, status.ownedTagKeys ?? []),
  };
}

function comparisonOf({ spec, status, taskDefinition, observed }: ServiceSituation, service: Service): Comparison {
  const arn = taskDefinition.kind === 'resolved' ? taskDefinition.arn : undefined;
  return {
    wanted: wantedFields(spec, arn),
    live: liveFields(service, observed.revision),
    ownedFields: status.ownedFields ?? [],
    appliedHashes: status.appliedHashes ?? {},
    daemon: (spec.schedulingStrategy ?? service.schedulingStrategy) === 'DAEMON',
  };
}

function wasJustSent({ sent }: ServiceSituation, path: string): boolean {
  return sent.some((action) => valueAt(action.input, path) !== undefined);
}

/** Hash of all tags that the service should carry; tells a changed spec from changed tags in AWS. */
export function tagsHash({ desiredTags }: ServiceSituation): string {
  return canonicalHash(desiredTags).slice(0, 16);
}
