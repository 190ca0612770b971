import { describe, expect, it } from '@jest/globals';
import { duration } from './duration.ts';
import { integer, list, text, toggle } from './kinds.ts';
import { resolveOptions, type Sources } from './resolve.ts';
import type { OptionTable } from './table.ts';
import { UsageError } from './usage-error.ts';

const table = {
  workerCount: { kind: integer({ min: 1, max: 100 }), description: 'Workers', default: 10 },
  region: { kind: text('region'), description: 'Region' },
  names: { kind: list(text('name')), description: 'Names' },
  leader: { kind: toggle(), description: 'Leader', default: true },
  period: { kind: duration({ min: '1s', max: '1h' }), description: 'Period', default: 60_000 },
} as const satisfies OptionTable;

function resolve(sources: Partial<Omit<Sources, 'file'>> & { file?: Record<string, unknown> }) {
  const { file, ...rest } = sources;
  return resolveOptions(table, {
    flags: {},
    env: {},
    prefix: 'APP_',
    ...rest,
    ...(file === undefined ? {} : { file: { path: 'c.yaml', content: file } }),
  });
}

describe('resolveOptions', () => {
  it('falls back to the defaults', () => {
    expect(resolve({})).toEqual({
      values: { workerCount: 10, region: undefined, names: undefined, leader: true, period: 60_000 },
      origins: { workerCount: 'default', region: 'unset', names: 'unset', leader: 'default', period: 'default' },
    });
  });

  it.each([
    [{ flags: { workerCount: '1' }, env: { APP_WORKER_COUNT: '2' }, file: { workerCount: 3 } }, 1, 'flag'],
    [{ env: { APP_WORKER_COUNT: '2' }, file: { workerCount: 3 } }, 2, 'environment'],
    [{ env: { APP_WORKER_COUNT: '' }, file: { workerCount: 3 } }, 3, 'file'],
    [{ env: { OTHER_WORKER_COUNT: '2' } }, 10, 'default'],
  ] as const)('takes flag before variable before file before default: %j', (sources, value, origin) => {
    const { values, origins } = resolve(sources);

    expect([values.workerCount, origins.workerCount]).toEqual([value, origin]);
  });

  it('lets a flag turn off what the file turns on, and the other way round', () => {
    expect(resolve({ flags: { leader: false }, file: { leader: true } }).values.leader).toBe(false);
    expect(resolve({ flags: { leader: true }, env: { APP_LEADER: 'false' } }).values.leader).toBe(true);
    expect(resolve({ file: { leader: false } }).values.leader).toBe(false);
  });

  it('reads every source in its own form', () => {
    expect(resolve({ flags: { names: 'a,b', period: '90s' } }).values).toMatchObject({
      names: ['a', 'b'],
      period: 90_000,
    });
    expect(resolve({ file: { names: ['a', 'b'], period: '90s' } }).values).toMatchObject({
      names: ['a', 'b'],
      period: 90_000,
    });
  });

  it.each([
    [{ flags: { workerCount: 'many' } }, '--worker-count cannot be "many"; allowed: a whole number from 1 to 100'],
    [{ env: { APP_WORKER_COUNT: '0' } }, 'APP_WORKER_COUNT cannot be "0"; allowed: a whole number from 1 to 100'],
    [
      { file: { period: '2h' } },
      'c.yaml: period cannot be "2h"; allowed: a duration from 1s to 1h, such as 90s or 1h30m',
    ],
  ])('names the source and what is allowed: %j', (sources, message) => {
    expect(() => resolve(sources)).toThrow(new UsageError(message));
  });
});
