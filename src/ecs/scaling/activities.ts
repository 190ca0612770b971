import type { NotScaledReason, ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import type { ScalingActivityStatus } from '../../api/scaling-status.ts';

/** So many stand in status. */
const KEPT = 10;
/** Words of AWS that are longer are cut: the CRD bounds them. */
const LONGEST = 1024;

/** The newest activities, newest first, as status tells them. */
export function describeActivities(activities: readonly ScalingActivity[]): ScalingActivityStatus[] {
  return activities
    .toSorted((a, b) => timeOf(b) - timeOf(a))
    .slice(0, KEPT)
    .map((activity) => ({
      startedAt: (activity.StartTime ?? new Date(0)).toISOString(),
      ...(activity.EndTime === undefined ? {} : { endedAt: activity.EndTime.toISOString() }),
      status: activity.StatusCode ?? 'Unknown',
      cause: (activity.Cause ?? '').slice(0, LONGEST),
      message: messageOf(activity).slice(0, LONGEST),
    }));
}

/** Whether AWS has more to say about one of them. */
export function isUnderWay(activities: readonly ScalingActivityStatus[]): boolean {
  return activities.some(({ status }) => status === 'Pending' || status === 'InProgress');
}

function messageOf({ NotScaledReasons: reasons = [], StatusMessage, Description }: ScalingActivity): string {
  if (reasons.length > 0) return `Not scaled: ${reasons.map(inWords).join('; ')}.`;
  return StatusMessage ?? Description ?? '';
}

/** The reason codes of DescribeScalingActivities, as its documentation explains them. */
function inWords({ Code, MaxCapacity, MinCapacity, CurrentCapacity }: NotScaledReason): string {
  switch (Code) {
    case 'AlreadyAtMaxCapacity':
      return `already at max capacity ${MaxCapacity}`;
    case 'AlreadyAtMinCapacity':
      return `already at min capacity ${MinCapacity}`;
    case 'AlreadyAtDesiredCapacity':
      return `the policy asks for the ${CurrentCapacity} that there are`;
    case 'AutoScalingAnticipatedFlapping':
      return 'scaling now would soon be undone';
    case 'TargetServicePutResourceAsUnscalable':
      return 'ECS does not let the service be scaled just now';
    default:
      return Code ?? 'for a reason that AWS does not tell';
  }
}

function timeOf({ StartTime }: ScalingActivity): number {
  return StartTime?.getTime() ?? 0;
}
