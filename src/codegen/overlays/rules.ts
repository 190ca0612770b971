import type { Rule } from '../overlay.ts';

/**
 * A field of the spec that keeps its value, or its absence, for life. The rule stands at the parent, because a rule on
 * the field itself does not see it come and go.
 */
export function immutable(field: string, advice: string): Rule {
  return {
    rule: `has(self.${field}) == has(oldSelf.${field}) && (!has(self.${field}) || self.${field} == oldSelf.${field})`,
    message: `\`${field}\` must not change: ${advice}`,
  };
}

/** Like {@link immutable}, where the absent field means a known value. */
export function immutableWithDefault(field: string, absent: string, advice: string): Rule {
  const value = (self: string) => `(has(${self}.${field}) ? ${self}.${field} : '${absent}')`;
  return { rule: `${value('self')} == ${value('oldSelf')}`, message: `\`${field}\` must not change: ${advice}` };
}

/** Both or neither bound may be absent. */
export function ordered(lower: string, upper: string): Rule {
  return {
    rule: `!has(self.${lower}) || !has(self.${upper}) || self.${lower} <= self.${upper}`,
    message: `\`${lower}\` must not be greater than \`${upper}\``,
  };
}

/** Exactly one of the fields. */
export function exactlyOne(...fields: string[]): Rule {
  const given = fields.map((field) => `has(self.${field})`).join(', ');
  return {
    rule: `[${given}].filter(given, given).size() == 1`,
    message: `exactly one of ${fields.map((field) => `\`${field}\``).join(', ')} must be set`,
  };
}
