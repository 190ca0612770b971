import type { Service } from '@aws-sdk/client-ecs';
import type { TagChange } from '../ownership.ts';
import { describeCount, describeDifference, describeTags } from './describe.ts';
import type { FieldDifference } from './field-difference.ts';
import { tagsHash } from './find-differences.ts';
import type { Findings } from './find-differences.ts';
import type { RolloutPlan } from './rollout-plan.ts';
import type { Withheld } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';

/** What of the findings is sent now. */
export interface Selection {
  readonly fields: readonly FieldDifference[];
  /** Ask for a new deployment even if nothing differs. */
  readonly force: boolean;
  readonly count: number | undefined;
  readonly tags: TagChange | undefined;
}

const NOTHING: Selection = { fields: [], force: false, count: undefined, tags: undefined };

/** Why something is left undone: texts of {@link Withheld}. */
export const SUSPENDED = 'suspended';
export const OBSERVED = 'driftPolicy is Observe';

const HOLDS = {
  Unregistered: 'the task definition is not registered yet',
  UnderWay: 'a deployment of this spec is under way',
  Refused: 'ECS refused this spec',
  Observed: OBSERVED,
} as const satisfies Record<NonNullable<RolloutPlan['hold']>, string>;

/** Splits the findings into what is sent and what is left undone, and says why. */
export function select(
  situation: ServiceSituation,
  service: Service,
  findings: Findings,
): { readonly selection: Selection; readonly withheld: readonly Withheld[] } {
  const { rollout } = findings;
  const held = because(rollout.hold === undefined ? undefined : HOLDS[rollout.hold], {
    ...NOTHING,
    fields: rollout.differences,
  });
  const rest: Selection = {
    fields: [...(rollout.hold === undefined ? rollout.differences : []), ...findings.others],
    force: rollout.force,
    count: findings.countToSend,
    tags: findings.tags,
  };
  if (situation.spec.suspend === true) {
    return {
      selection: NOTHING,
      withheld: [...describeAll(held, service), ...describeAll(because(SUSPENDED, rest), service)],
    };
  }
  const drift = situation.spec.driftPolicy === 'Observe' ? driftOf(situation, rest) : NOTHING;
  return {
    selection: without(rest, drift),
    withheld: [...describeAll(held, service), ...describeAll(because(OBSERVED, drift), service)],
  };
}

/** What AWS changed while the spec stayed. Fields of a rollout have their own hold. */
function driftOf(situation: ServiceSituation, { fields, count, tags }: Selection): Selection {
  const { status } = situation;
  const tagsDrifted = status.appliedHashes?.tags === tagsHash(situation);
  return {
    fields: fields.filter(({ rule, cause }) => cause === 'Drifted' && !rule.startsDeployment),
    force: false,
    count: status.appliedDesiredCount === count ? count : undefined,
    tags: tagsDrifted ? tags : undefined,
  };
}

function without(all: Selection, drift: Selection): Selection {
  return {
    fields: all.fields.filter((field) => !drift.fields.includes(field)),
    force: all.force,
    count: drift.count === undefined ? all.count : undefined,
    tags: drift.tags === undefined ? all.tags : undefined,
  };
}

interface Held {
  readonly why: string;
  readonly what: Selection;
}

function because(why: string | undefined, what: Selection): Held | undefined {
  return why === undefined ? undefined : { why, what };
}

function describeAll(held: Held | undefined, service: Service): readonly Withheld[] {
  if (held === undefined) return [];
  const differences = describeSelection(held.what, service);
  return differences.length === 0 ? [] : [{ differences, why: held.why }];
}

/** A selection in plain words. */
export function describeSelection({ fields, force, count, tags }: Selection, service: Service): readonly string[] {
  return [
    ...fields.map(describeDifference),
    ...(count === undefined ? [] : [describeCount(service.desiredCount, count)]),
    ...(force ? ['a new deployment'] : []),
    ...(tags === undefined ? [] : [describeTags(tags)]),
  ];
}
