import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cluster } from './cluster.ts';
import { dryRunCreate } from './dry-run.ts';

export type Spec = Record<string, unknown>;

/** A spec with members changed; undefined takes one off. */
export function but(base: Spec, changes: Spec): Spec {
  return JSON.parse(JSON.stringify({ ...base, ...changes })) as Spec;
}

/** What a schema says to specs: a name for each that it takes, the words of the refusal for each that it does not. */
interface RuleCases {
  readonly taken: readonly (readonly [name: string, spec: Spec])[];
  readonly refused: readonly (readonly [spec: Spec, words: string])[];
}

/** Asks the real API server about each case. */
export function describeRules(kind: string, cases: RuleCases): void {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = new Cluster();
  });
  afterAll(() => cluster.close());

  describe(`the API server takes an ${kind}:`, () => {
    it.each(cases.taken)('%s', async (_name, spec) => {
      const { stored, refusal } = await dryRunCreate(cluster, kind, spec);
      expect(refusal).toBeUndefined();
      expect(stored?.spec).toEqual(spec);
    });
  });

  describe(`the API server refuses an ${kind}:`, () => {
    it.each(cases.refused)('%j: %s', async (spec, words) => {
      const { refusal } = await dryRunCreate(cluster, kind, spec);
      expect(refusal).toContain(words);
    });
  });
}
