import { invalidParameter } from '../../parameter-rules.ts';

/** AWS's quota of tasks per service (documented). */
const MOST_TASKS = 5_000;

/** @throws AwsFault InvalidParameterException for more tasks than a service can have; UNKNOWN: its words */
export function checkTaskCount(desiredCount: number | undefined): void {
  if (desiredCount === undefined || (Number.isInteger(desiredCount) && desiredCount <= MOST_TASKS)) return;
  throw invalidParameter(`The desired count can not be greater than ${MOST_TASKS}.`);
}
