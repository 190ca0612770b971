import { randomInt } from 'node:crypto';
import { delayModes } from '../simulator/operation.ts';
import type { Kept } from './keep/open-kept.ts';
import { awsRegion, choice, decimal, integer, text } from './options/kinds.ts';
import type { Origin } from './options/resolve.ts';
import type { OptionTable } from './options/table.ts';

/** What a simulated account may be told, whichever sub-command runs it. */
export const simulatedAccountOptions = {
  account: {
    kind: text('id', 'twelve digits', /^\d{12}$/),
    default: '111122223333',
    description: 'The simulated account',
  },
  region: { kind: awsRegion(), default: 'us-east-1', description: 'The simulated Region' },
  delays: {
    kind: choice('kind', delayModes),
    default: 'drawn',
    description: 'How long things take in ECS: what is typical, or drawn from what was observed',
  },
  seed: {
    kind: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    description: 'Number that decides all chance in ECS (ids, delays, orders); another one each time if absent',
  },
  keep: {
    kind: text('folder'),
    description: 'Folder in which the state is kept, and found again at the next start; nothing is kept if absent',
  },
} as const satisfies OptionTable;

/** The pace of a clock that runs by itself. */
export const speedOption = {
  kind: decimal({ min: 0.1, max: 10_000 }),
  default: 1,
} as const;

/** A seed for those who do not name one. */
export function anySeed(): number {
  return randomInt(2 ** 32);
}

/** Account and Region: those that were kept, unless the user says which. */
export function accountOf(
  values: { readonly account: string; readonly region: string },
  origins: { readonly account: Origin; readonly region: Origin },
  kept: Kept | undefined,
): { readonly accountId: string; readonly region: string } {
  const { accountId, region } = kept?.account ?? {};
  return {
    accountId: origins.account === 'default' ? (accountId ?? values.account) : values.account,
    region: origins.region === 'default' ? (region ?? values.region) : values.region,
  };
}
