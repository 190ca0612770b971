import type { CountDecision } from './desired-count.ts';
import type { PlanNotice } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';

/** Says once that a count which was written, in the spec or through `/scale`, is not sent, and who owns the count. */
export function countNotices(
  { spec, status }: Pick<ServiceSituation, 'spec' | 'status'>,
  decision: CountDecision,
  live: number | undefined,
): PlanNotice[] {
  const { desiredCount: wanted } = spec;
  const wasTheirs = status.desiredCountOwner === 'ApplicationAutoScaling';
  if (!wasTheirs || decision.owner !== 'ApplicationAutoScaling') return [];
  if (wanted === undefined || wanted === status.releasedDesiredCount || wanted === live) return [];
  const message =
    `desiredCount ${wanted} was not sent: Application Auto Scaling owns the count, which is ${live ?? 0}. ` +
    'Change minCapacity and maxCapacity of what scales the service, or delete it.';
  return [{ type: 'Warning', reason: 'CountNotSent', message }];
}
