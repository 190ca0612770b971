import { describe, expect, it } from '@jest/globals';
import { duration } from './duration.ts';
import { effectiveSettings } from './effective.ts';
import { list, text } from './kinds.ts';
import { resolveOptions } from './resolve.ts';
import type { OptionTable } from './table.ts';

describe('effectiveSettings', () => {
  it('shows every setting as a user would write it, and where it came from', () => {
    const table = {
      period: { kind: duration({ min: '1s', max: '1h' }), description: 'Period', default: 90_000 },
      names: { kind: list(text('name')), description: 'Names' },
      region: { kind: text('region'), description: 'Region' },
    } as const satisfies OptionTable;
    const resolved = resolveOptions(table, { flags: {}, env: { APP_NAMES: 'a,b' }, prefix: 'APP_' });

    expect(effectiveSettings(table, resolved)).toEqual({
      period: { value: '1m30s', from: 'default' },
      names: { value: 'a,b', from: 'environment' },
      region: { from: 'unset' },
    });
  });
});
