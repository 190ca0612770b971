import { describe, expect, it } from '@jest/globals';
import { choice, integer } from './kinds.ts';
import { optionsReference } from './reference.ts';

describe('optionsReference', () => {
  it('writes a Markdown table', () => {
    const table = {
      workerCount: { kind: integer({ min: 1, max: 9 }), description: 'How many', default: 4 },
      mode: { kind: choice('mode', ['a|b', 'c']), description: 'Which' },
    };

    expect(optionsReference(table, 'APP_')).toBe(
      [
        '| Flag | Environment variable | Key in the file | Default | Meaning |',
        '| --- | --- | --- | --- | --- |',
        '| `--worker-count` | `APP_WORKER_COUNT` | `workerCount` | `4` | How many. Allowed: a whole number from 1 to 9. |',
        '| `--mode` | `APP_MODE` | `mode` |  | Which. Allowed: a\\|b, c. |',
        '',
      ].join('\n'),
    );
  });
});
