import type { Service } from '@aws-sdk/client-ecs';
import type { Pending } from '../../api/status.ts';
import type { UpdateAction } from './action.ts';
import type { Comparison } from './field-difference.ts';
import { primaryDeployment } from './live-fields.ts';
import type { Selection } from './sent-and-withheld.ts';
import type { ServiceSituation } from './situation.ts';
import { changedMembers } from './update-input.ts';

/**
 * The one UpdateService call for everything that is to change, or `undefined` when nothing is. All of it goes in one
 * call, because each call that starts a deployment starts its own.
 */
export function updateAction(
  situation: ServiceSituation,
  comparison: Comparison,
  { fields, force, count }: Selection,
  service: Service,
): UpdateAction | undefined {
  if (fields.length === 0 && !force && count === undefined) return undefined;
  const primaryId = primaryDeployment(service)?.id;
  const pending = force ? pendingForce(situation, primaryId) : undefined;
  return {
    operation: 'UpdateService',
    input: {
      cluster: situation.cluster,
      service: situation.serviceName,
      ...changedMembers(fields, comparison),
      ...(count === undefined ? {} : { desiredCount: count }),
      ...(force ? { forceNewDeployment: true } : {}),
    },
    startsDeployment: force || fields.some(({ rule }) => rule.startsDeployment),
    previousDeploymentId: primaryId,
    ...(pending === undefined ? {} : { pending }),
  };
}

/** A forced update makes a deployment each time it is sent: the deployment before it tells later whether it was. */
function pendingForce({ status, domainNow }: ServiceSituation, primaryId: string | undefined): Pending {
  const key = primaryId ?? '';
  if (status.pending?.operation === 'UpdateService' && status.pending.key === key) return status.pending;
  return { operation: 'UpdateService', key, since: new Date(domainNow).toISOString() };
}
