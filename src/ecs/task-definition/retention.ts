import type { EcsService } from '../../api/resources.ts';
import type { EcsTaskDefinitionStatus, RolloutStatus } from '../../api/status.ts';
import { lastSegment } from '../names.ts';
import { revisionId } from './revision.ts';

/** How many ACTIVE revisions an object keeps where `revisionHistoryLimit` is absent. */
export const REVISION_HISTORY_LIMIT = 10;

/** What to do about old revisions. `hold`: there are too many, and none may go at present. */
export type RetentionPlan =
  { readonly kind: 'none' } | { readonly kind: 'hold' } | { readonly kind: 'deregister'; readonly revisions: number[] };

export interface RetentionSituation {
  readonly status: EcsTaskDefinitionStatus;
  /** How many of our ACTIVE revisions stay, the current one included. */
  readonly limit: number;
  /** All EcsServices; `unknown` while they are not all listed. */
  readonly services: readonly EcsService[] | 'unknown';
  /** Those of them that refer to the object. */
  readonly referrers: readonly EcsService[];
}

/**
 * The oldest revisions above the limit. Only revisions that this object registered count and go; the current one, and
 * those that an EcsService asks for, runs, rolls out or could be rolled back to, stay whatever the limit says. While a
 * rollout of the family is under way, or anything is unknown, nothing goes.
 */
export function planRetention({ status, limit, services, referrers }: RetentionSituation): RetentionPlan {
  const registered = (status.revisions ?? []).filter((record) => record.adopted !== true);
  if (registered.length <= limit) return { kind: 'none' };
  const { family } = status;
  if (services === 'unknown' || family === undefined || status.pending !== undefined) return { kind: 'hold' };
  const involved = services.filter((service) => referrers.includes(service) || namesFamily(service, family));
  if (involved.some(isUnsettled)) return { kind: 'hold' };
  const inUse = new Set(involved.flatMap(revisionsOf));
  const revisions = registered
    .map(({ revision }) => revision)
    .filter((revision) => revision !== status.revision && !inUse.has(revisionId(family, revision)))
    .slice(0, registered.length - limit);
  return revisions.length === 0 ? { kind: 'hold' } : { kind: 'deregister', revisions };
}

/** Its next rollout is not known yet, or the present one has not ended: ECS may go back to a revision not listed. */
function isUnsettled({ metadata, status }: EcsService): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  const isReconciling = (status?.conditions ?? []).some(({ type }) => type === 'Reconciling');
  return isReconciling || status?.observedGeneration !== metadata.generation || isUnderWay(status.rollout);
}

function isUnderWay(rollout: RolloutStatus | undefined): boolean {
  return rollout !== undefined && ['Pending', 'InProgress', 'RollingBack'].includes(rollout.status);
}

function namesFamily(service: EcsService, family: string): boolean {
  const { taskDefinition = '' } = service.spec;
  const named = lastSegment(taskDefinition);
  return named === family || revisionsOf(service).some((id) => id.startsWith(`${family}:`));
}

/** `family:revision` of everything that the service may run, now or after a rollback. */
function revisionsOf({ spec, status }: EcsService): string[] {
  const arns = [
    spec.taskDefinition,
    status?.taskDefinition?.wanted,
    status?.taskDefinition?.inUse,
    status?.rollout?.taskDefinitionArn,
    ...sinceLastSuccess(status?.history ?? []),
  ];
  return arns.flatMap((arn) => (arn === undefined ? [] : [lastSegment(arn)]));
}

/** ECS rolls back to the newest successful deployment; what came after it may still be ending. Newest last. */
function sinceLastSuccess(history: NonNullable<NonNullable<EcsService['status']>['history']>): string[] {
  const success = history.findLastIndex(({ result }) => result === 'Successful');
  return history.slice(Math.max(0, success)).map(({ taskDefinitionArn }) => taskDefinitionArn);
}
