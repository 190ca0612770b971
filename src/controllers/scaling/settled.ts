import type { EcsScaling } from '../../api/resources.ts';
import type { AwsScope } from '../../aws/port.ts';
import { conditionOf } from '../framework/events.ts';

/** Whether the scaling lives in `scope` and is Ready: one that waits to be read back must not be read too soon. */
export function isSettledIn(scaling: EcsScaling | undefined, scope: AwsScope): boolean {
  const { accountId, region } = scaling?.status ?? {};
  const isReady = conditionOf(scaling?.status, 'Ready')?.status === 'True';
  return isReady && accountId === scope.accountId && region === scope.region;
}
