import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { configSchema, readConfigFile } from './config-file.ts';
import { duration } from './duration.ts';
import { choice, integer, list, pairs, text, toggle } from './kinds.ts';
import type { OptionTable } from './table.ts';
import { UsageError } from './usage-error.ts';

const table = {
  workers: { kind: integer({ min: 1, max: 100 }), description: 'Workers', default: 10 },
  level: { kind: choice('level', ['info', 'warn']), description: 'Level' },
  names: { kind: list(text('name', 'letters', /^[a-z]+$/)), description: 'Names' },
  tags: { kind: pairs(), description: 'Tags' },
  leader: { kind: toggle(), description: 'Leader' },
  period: { kind: duration({ min: '1s', max: '1h' }), description: 'Period' },
} satisfies OptionTable;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function read(content: string): unknown {
  const path = join(folder, 'c.yaml');
  writeFileSync(path, content);
  return readConfigFile(path, table);
}

function refusal(content: string): string {
  try {
    read(content);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message.replaceAll(`${folder}/`, '');
  }
  throw new Error('the file was accepted');
}

describe('readConfigFile', () => {
  it('gives what the file says', () => {
    const content = 'workers: 4\nlevel: warn\nnames: [a, b]\ntags: {team: web}\nleader: false\nperiod: 90s\n';

    expect(read(content)).toEqual({
      workers: 4,
      level: 'warn',
      names: ['a', 'b'],
      tags: { team: 'web' },
      leader: false,
      period: '90s',
    });
  });

  it('reads JSON too, and takes an empty file for one without settings', () => {
    expect(read('{"workers": 4}')).toEqual({ workers: 4 });
    expect(read('# nothing\n')).toEqual({});
  });

  it.each([
    ['wrokers: 4', 'c.yaml: unknown key wrokers; allowed: workers, level, names, tags, leader, period'],
    ['workers: many', 'c.yaml: workers must be integer; allowed: a whole number from 1 to 100'],
    ['workers: 101', 'c.yaml: workers must be <= 100; allowed: a whole number from 1 to 100'],
    ['level: loud', 'c.yaml: level must be equal to one of the allowed values; allowed: info, warn'],
    ['tags: {n: 1}', 'c.yaml: tags/n must be string; allowed: key=value pairs, separated by commas'],
    ['leader: "true"', 'c.yaml: leader must be boolean; allowed: true or false'],
    ['[1, 2]', 'c.yaml: a mapping of settings is needed; allowed keys: workers, level, names, tags, leader, period'],
  ])('refuses %s', (content, message) => {
    expect(refusal(content)).toBe(message);
  });

  it('tells everything that is wrong at once', () => {
    expect(refusal('workers: 0\nnames: [A]\nx: 1').split('\n')).toHaveLength(3);
  });

  it('says where YAML is broken', () => {
    expect(refusal('workers: [1')).toMatch(/^c\.yaml: .* at line 1/);
  });

  it('says that a file is not there', () => {
    expect(() => readConfigFile('/no/such.yaml', table)).toThrow(/cannot read the configuration file: ENOENT/);
  });
});

describe('configSchema', () => {
  it('has a property per option and no others', () => {
    const schema = configSchema(table) as { properties: object; additionalProperties: boolean };

    expect(Object.keys(schema.properties)).toEqual(Object.keys(table));
    expect(schema.additionalProperties).toBe(false);
  });
});
