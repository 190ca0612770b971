import { AwsFault } from '../operation.ts';
import type { Context } from '../world.ts';
import { refusal } from './refusals.ts';

/** What may be wrong with the role through which Application Auto Scaling makes and reads alarms. */
export const accessTroubles = ['throttled', 'denied', 'unknown-token'] as const;
export type AccessTrouble = (typeof accessTroubles)[number];

/** What an update says of a target that another update holds (recorded in failed scheduled activities). */
export const pendingUpdate = 'You already have a pending update to an Auto Scaling resource.';

/** @throws AwsFault ConcurrentUpdateException while the admin API holds the target as under another update */
export function checkNoPendingUpdate(context: Context, resourceId: string): void {
  if (!context.world.autoscaling.heldTargets.has(resourceId)) return;
  throw refusal('ConcurrentUpdateException', pendingUpdate);
}

/**
 * What CloudWatch says to Application Auto Scaling; passing states all, in texts that clients know and try again
 * (reported).
 *
 * @throws AwsFault while the admin API says that something is wrong
 */
export function checkAlarmAccess(context: Context): void {
  const { accessTrouble } = context.world.autoscaling;
  if (accessTrouble === undefined) return;
  const role = 'AWSServiceRoleForApplicationAutoScaling_ECSService/AutoScaling-ManageAlarms';
  const user = `arn:aws:sts::${context.accountId}:assumed-role/${role}`;
  const faults: Record<AccessTrouble, AwsFault> = {
    throttled: new AwsFault('Throttling', 'Rate exceeded'),
    denied: new AwsFault('AccessDenied', `User: ${user} is not authorized to perform: cloudwatch:PutMetricAlarm`, {
      status: 403,
    }),
    'unknown-token': new AwsFault('InvalidClientTokenId', 'The security token included in the request is invalid', {
      status: 403,
    }),
  };
  throw faults[accessTrouble];
}
