import type { DescribeTaskDefinitionCommandOutput } from '@aws-sdk/client-ecs';
import { OwnerTag } from '../../api/annotations.ts';
import type { EcsTaskDefinitionStatus, RevisionRecord } from '../../api/status.ts';
import { tagMap } from '../ownership.ts';
import type { TagMap } from '../ownership.ts';

/** One task definition revision as AWS holds it. */
export interface RevisionReading {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly status: string;
  readonly tags: TagMap;
  /** RFC 3339. */
  readonly registeredAt: string;
}

/** How many of its own revisions an object remembers in status, for re-use and rollback. */
export const REMEMBERED_REVISIONS = 100;

type Answer = Pick<DescribeTaskDefinitionCommandOutput, 'taskDefinition' | 'tags'>;

/** The answer of RegisterTaskDefinition or DescribeTaskDefinition (`include: TAGS`) as a reading. */
export function revisionReading(answer: Answer, now: string): RevisionReading {
  const definition = answer.taskDefinition;
  return {
    arn: definition?.taskDefinitionArn ?? '',
    family: definition?.family ?? '',
    revision: definition?.revision ?? 0,
    status: definition?.status ?? 'UNKNOWN',
    tags: tagMap(answer.tags),
    registeredAt: definition?.registeredAt?.toISOString() ?? now,
  };
}

/** The content hash that the revision's registrant wrote on it. */
export function hashTag(reading: RevisionReading): string | undefined {
  return reading.tags[OwnerTag.SpecHash];
}

/** `family:revision`, which DescribeTaskDefinition takes as well as an ARN. */
export function revisionId(family: string, revision: number): string {
  return `${family}:${revision}`;
}

/**
 * Status facts once `reading` is known to be ours, with content `hash`.
 *
 * @param generation the generation whose spec it carries; `undefined` where it carries an earlier one's
 */
export function recordRevision(
  status: EcsTaskDefinitionStatus,
  reading: RevisionReading,
  hash: string,
  generation: number | undefined,
): EcsTaskDefinitionStatus {
  const others = (status.revisions ?? []).filter((record) => record.revision !== reading.revision);
  const known = (status.revisions ?? []).find((record) => record.revision === reading.revision);
  const record: RevisionRecord = {
    revision: reading.revision,
    hash,
    registeredAt: reading.registeredAt,
    ...(known?.adopted === true ? { adopted: true } : {}),
  };
  const revisions = [...others, record].toSorted((a, b) => a.revision - b.revision).slice(-REMEMBERED_REVISIONS);
  const { pending: _settled, registeredGeneration: _former, ...kept } = status;
  return {
    ...kept,
    family: reading.family,
    taskDefinitionArn: reading.arn,
    revision: reading.revision,
    specHash: hash,
    ...(generation === undefined ? {} : { registeredGeneration: generation }),
    revisions,
  };
}

/** Status facts once `reading`, which somebody else registered with our content, is about to be tagged as ours. */
export function adoptRevision(
  status: EcsTaskDefinitionStatus,
  reading: RevisionReading,
  hash: string,
): EcsTaskDefinitionStatus {
  const next = recordRevision(status, reading, hash, undefined);
  const revisions = (next.revisions ?? []).map((record) =>
    record.revision === reading.revision ? { ...record, adopted: true } : record,
  );
  return { ...next, adopted: true, revisions };
}

/** Status facts once AWS says that a remembered revision is not ACTIVE any more. */
export function forgetRevision(status: EcsTaskDefinitionStatus, revision: number): EcsTaskDefinitionStatus {
  const revisions = (status.revisions ?? []).filter((record) => record.revision !== revision);
  if (status.revision !== revision) return { ...status, revisions };
  const { taskDefinitionArn: _arn, revision: _revision, specHash: _hash, registeredGeneration: _at, ...kept } = status;
  return { ...kept, revisions };
}

/** Status facts once the content is known to be the same under a new version of the hash. */
export function rehash(status: EcsTaskDefinitionStatus, hash: string): EcsTaskDefinitionStatus {
  const revisions = (status.revisions ?? []).map((record) =>
    record.revision === status.revision ? { ...record, hash } : record,
  );
  return { ...status, specHash: hash, revisions };
}
