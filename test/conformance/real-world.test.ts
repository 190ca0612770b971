import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/simulator/operation.ts';
import { createTestAccount } from '../../src/simulator/test-account.ts';

interface RealWorldInput {
  readonly id: string;
  readonly kind: string;
  readonly valid: boolean;
  readonly why?: string;
  readonly input: Json;
}

const lines = readFileSync(new URL('../integration/real-world/inputs.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const inputs = lines.map((line) => JSON.parse(line) as RealWorldInput).filter(({ kind }) => kind === 'TaskDefinition');
const valid = inputs.filter((input) => input.valid);

function register(input: Json): string {
  return createTestAccount().refusal('RegisterTaskDefinition', input);
}

describe('task definitions that people really write', () => {
  it.each(valid.map(({ id, input }) => [id, input] as const))('%s is accepted', (_id, input) => {
    expect(register(input)).toMatch(/^accepted/);
  });

  // What AWS's JSON front drops (members that it does not know) is no reason for a refusal.
  const refused = inputs.filter(({ why = 'unknown' }) => !/^(unknown|read-only)/.test(why));

  it.each(refused.map(({ id, why, input }) => [id, why, input] as const))('%s is refused: %s', (_id, _why, input) => {
    expect(register(input)).toMatch(/^(ClientException|SerializationException|InvalidParameterException): /);
  });

  it('are answered whatever stands in a member', () => {
    const account = createTestAccount();
    for (const { input } of valid) {
      for (const changed of variants(input)) {
        expect(account.refusal('RegisterTaskDefinition', changed as Json)).toMatch(/^(accepted|\w+Exception): /);
      }
    }
  });
});

const ODD: readonly unknown[] = [null, '', [], {}, -1, 'x', true, [null], [{}]];

/** The value with one member at a time, at every depth, replaced by something odd. */
function* variants(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const inner = (value as Json)[key];
    for (const odd of [...ODD, ...variants(inner)]) {
      yield Array.isArray(value) ? value.with(Number(key), odd) : { ...value, [key]: odd };
    }
  }
}
