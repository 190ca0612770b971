import { canonicalHash, HASH_VERSION } from '../hash.ts';
import { covers } from './covers.ts';
import { canonicalValue, FIELD_RULES, resetValue } from './field-rules.ts';
import type { FieldRule } from './field-rules.ts';
import { UNREAD } from './live-fields.ts';
import type { LiveFields } from './live-fields.ts';
import type { WantedFields } from './wanted-fields.ts';

/** Why live and spec differ. `Drifted`: AWS changed, the spec did not. */
export type DifferenceCause = 'Changed' | 'Drifted' | 'Removed';

export interface FieldDifference {
  readonly rule: FieldRule;
  readonly cause: DifferenceCause;
  /** What should be live: the spec's value, or AWS's default of a field that left the spec. */
  readonly wanted: unknown;
  /** {@link UNREAD} where ECS does not tell. */
  readonly actual: unknown;
}

/** What is compared with what. */
export interface Comparison {
  readonly wanted: WantedFields;
  readonly live: LiveFields;
  /** Paths that the operator applied before. */
  readonly ownedFields: readonly string[];
  /** {@link fieldHash} of what was last seen live as wanted, by path. */
  readonly appliedHashes: Readonly<Record<string, string>>;
  readonly daemon: boolean;
}

/** A short content hash of one field, `v<N>:<hash>`. */
export function fieldHash(rule: FieldRule, value: unknown): string {
  return `${OF_THIS_VERSION}${canonicalHash(canonicalValue(rule, value)).slice(0, 16)}`;
}

/** Hashes of another version tell nothing about a change of the spec. */
const OF_THIS_VERSION = `v${HASH_VERSION}:`;

/**
 * The fields whose live value is not what the spec says, under AWS's defaults and orderings. A field that the spec
 * never named is not ours and never differs; one that was ours and left the spec should have AWS's default.
 */
export function fieldDifferences(
  comparison: Comparison,
  rules: readonly FieldRule[] = FIELD_RULES,
): readonly FieldDifference[] {
  return rules.flatMap((rule) => differenceOf(rule, comparison) ?? []);
}

function differenceOf(rule: FieldRule, comparison: Comparison): FieldDifference | undefined {
  const { wanted, live, appliedHashes } = comparison;
  const named = wanted.has(rule.path);
  if (!named && !resettable(rule, comparison)) return undefined;
  const value = named ? wanted.get(rule.path) : resetValue(rule, comparison.daemon);
  const actual = live.get(rule.path);
  const appliedHash = appliedHashes[rule.path];
  const asApplied = named && appliedHash === fieldHash(rule, value);
  const same = actual === UNREAD ? asApplied : sameValue(rule, value, actual, comparison, asApplied);
  if (same || (asApplied && readsAsAfterSending(rule, actual, comparison))) return undefined;
  return { rule, cause: causeOf(named, asApplied), wanted: value, actual };
}

/**
 * ECS may read a field back in a way that we do not know to mean the same. What it read back right after the field was
 * sent is remembered, so that the field is not sent again and again.
 */
function readsAsAfterSending(rule: FieldRule, actual: unknown, { appliedHashes }: Comparison): boolean {
  if (actual === UNREAD) return false;
  const remembered = appliedHashes[readBackKey(rule.path)];
  return remembered !== undefined && remembered === fieldHash(rule, actual);
}

/** Where the hash of an unexpected read-back stands among the applied hashes. */
export function readBackKey(path: string): string {
  return `${path}@read`;
}

function causeOf(named: boolean, asApplied: boolean): DifferenceCause {
  if (!named) return 'Removed';
  return asApplied ? 'Drifted' : 'Changed';
}

function resettable(rule: FieldRule, { ownedFields, wanted, live, daemon }: Comparison): boolean {
  if (!ownedFields.includes(rule.path) || resetValue(rule, daemon) === undefined) return false;
  const condition = rule.resetOnlyWith;
  if (condition === undefined) return true;
  const present = wanted.get(condition.path) ?? live.get(condition.path);
  return condition.value === undefined ? wanted.has(condition.path) : present === condition.value;
}

function sameValue(
  rule: FieldRule,
  value: unknown,
  actual: unknown,
  comparison: Comparison,
  asApplied: boolean,
): boolean {
  if (rule.path === 'platformVersion') {
    return samePlatform(value, actual, asApplied || !comparison.ownedFields.includes(rule.path));
  }
  const present = canonicalValue(rule, actual ?? resetValue(rule, comparison.daemon));
  const canonical = canonicalValue(rule, value);
  const same = hasNewValue(rule, comparison, asApplied) ? isEqual : covers;
  if (rule.path === 'serviceConnectConfiguration') return sameServiceConnect(present, canonical, same);
  return same(present, canonical);
}

/**
 * The spec says something else than what was applied: what is live beside it may be a member that was ours and left the
 * spec. Otherwise it is AWS's or somebody else's.
 */
function hasNewValue({ path }: FieldRule, { appliedHashes }: Comparison, asApplied: boolean): boolean {
  return !asApplied && appliedHashes[path]?.startsWith(OF_THIS_VERSION) === true;
}

type Same = (live: unknown, wanted: unknown) => boolean;

function isEqual(live: unknown, wanted: unknown): boolean {
  return covers(live, wanted) && covers(wanted, live);
}

/**
 * `LATEST` may read back as the version it stands for, so it matches any version, unless it is the spec that changed
 * to it from a number.
 */
function samePlatform(value: unknown, actual: unknown, unchanged: boolean): boolean {
  const live = actual ?? 'LATEST';
  return live === value || (value === 'LATEST' && unchanged);
}

/** A namespace written as a name may read back as its ARN; only two of one form can be compared. */
function sameServiceConnect(live: unknown, wanted: unknown, same: Same): boolean {
  const { namespace: liveNamespace, ...liveRest } = live as { namespace?: string };
  const { namespace, ...rest } = wanted as { namespace?: string };
  return sameNamespace(liveNamespace, namespace, same) && same(liveRest, rest);
}

function sameNamespace(live: string | undefined, wanted: string | undefined, same: Same): boolean {
  const isOfOtherForm = live !== undefined && wanted !== undefined && isArn(live) !== isArn(wanted);
  return isOfOtherForm || live === wanted || (wanted === undefined && same === covers);
}

function isArn(text: string): boolean {
  return text.startsWith('arn:');
}
