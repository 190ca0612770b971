import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../parameter-rules.ts';

const LIMIT = 'Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration.';

/** ENABLED when nothing is said and the percentages allow it (recorded). */
export function newRebalancing(given: string | undefined, merged: DeploymentConfiguration): string {
  const possible = (merged.maximumPercent ?? 200) > 100;
  if (given === 'ENABLED' && !possible) throw invalidParameter(LIMIT);
  return given ?? (possible ? 'ENABLED' : 'DISABLED');
}

/** An update never turns it off by itself: 100 percent is refused until it is turned off (recorded). */
export function updatedRebalancing(given: string | undefined, stored: string, merged: DeploymentConfiguration): string {
  const wanted = given ?? stored;
  if (wanted === 'ENABLED' && (merged.maximumPercent ?? 200) <= 100) {
    throw invalidParameter(
      `The service couldn't be updated because ${LIMIT} Update deployment configuration and try again.`,
    );
  }
  return wanted;
}
