import { fieldHash, readBackKey } from './field-difference.ts';
import type { Comparison, FieldDifference } from './field-difference.ts';
import { FIELD_RULES } from './field-rules.ts';
import { UNREAD } from './live-fields.ts';

type Hashes = Record<string, string>;

export interface AppliedInput {
  readonly comparison: Comparison;
  /** Fields that differ and are not applied yet. */
  readonly open: readonly FieldDifference[];
  /** Fields that were just sent and read back in another way. */
  readonly settled: readonly FieldDifference[];
  readonly before: Readonly<Hashes>;
  /** Fields that are ours although what is wanted is not known at present. */
  readonly unresolved: readonly string[];
}

/**
 * What was last seen live as wanted, by path: the next difference of a field is drift while its hash stays the same.
 * Beside it, by {@link readBackKey}, how ECS reads back a field in an unexpected way.
 */
export function nextAppliedHashes({ comparison, open, settled, before, unresolved }: AppliedInput): Hashes {
  const hashes = Object.fromEntries(Object.entries(before).filter(([path]) => unresolved.includes(path)));
  for (const rule of FIELD_RULES) {
    const { path } = rule;
    if (!comparison.wanted.has(path)) continue;
    const isOpen = open.some((difference) => difference.rule.path === path);
    const hash = isOpen ? before[path] : fieldHash(rule, comparison.wanted.get(path));
    const readBack = settledReadBack(path, settled) ?? (hash === before[path] ? before[readBackKey(path)] : undefined);
    if (hash !== undefined) hashes[path] = hash;
    if (readBack !== undefined) hashes[readBackKey(path)] = readBack;
  }
  return hashes;
}

function settledReadBack(path: string, settled: readonly FieldDifference[]): string | undefined {
  const difference = settled.find(({ rule }) => rule.path === path);
  if (difference === undefined || difference.actual === UNREAD) return undefined;
  return fieldHash(difference.rule, difference.actual);
}
