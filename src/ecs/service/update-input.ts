import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { FIELD_RULES, resetValue } from './field-rules.ts';
import type { FieldRule } from './field-rules.ts';
import type { Comparison, FieldDifference } from './field-difference.ts';
import { UNREAD } from './live-fields.ts';
import { setAt } from './paths.ts';

/**
 * The members of one UpdateService call that change `differences` and nothing else. Structures inside a member are
 * sent complete: what the spec names, AWS's default for what left it, the live value for what was never ours. So the
 * result is the same whether AWS merges or replaces them.
 */
export function changedMembers(
  differences: readonly FieldDifference[],
  comparison: Comparison,
): Partial<UpdateServiceCommandInput> {
  const members: Record<string, unknown> = {};
  const units = new Set(differences.map(({ rule }) => rule.unit));
  for (const rule of FIELD_RULES) {
    if (!units.has(rule.unit)) continue;
    const value = valueToSend(rule, differences, comparison);
    if (value !== undefined) setAt(members, rule.path, value);
  }
  return members;
}

function valueToSend(rule: FieldRule, differences: readonly FieldDifference[], comparison: Comparison): unknown {
  const { wanted, live, daemon } = comparison;
  const difference = differences.find((candidate) => candidate.rule.path === rule.path);
  if (difference !== undefined) return difference.wanted;
  if (wanted.has(rule.path)) return wanted.get(rule.path);
  const actual = live.get(rule.path);
  return actual === undefined || actual === UNREAD ? resetValue(rule, daemon) : actual;
}
