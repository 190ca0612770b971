import { expect, it } from '@jest/globals';
import { resyncPeriod } from './resync-period.ts';

const cost = { operation: 'DescribeServices', callsPerObject: 0.1 } as const;

it.each([
  ['few objects: as wanted', 100, 60_000],
  ['as many as half the rate allows: as wanted', 3_000, 60_000],
  ['twice as many: twice as long', 6_000, 120_000],
])('%s', (_what, objects, expected) => {
  expect(resyncPeriod(60_000, objects, cost, 10)).toBe(expected);
});
