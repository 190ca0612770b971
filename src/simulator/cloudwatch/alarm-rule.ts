/** The rule of a composite alarm, read. Names are as written: a name or an ARN. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly of: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly left: AlarmRule; readonly right: AlarmRule }
  | { readonly kind: 'state'; readonly state: string; readonly name: string }
  | AtLeast;

interface AtLeast {
  readonly kind: 'at least';
  readonly threshold: number;
  readonly isPercent: boolean;
  readonly isNot: boolean;
  readonly state: string;
  readonly names: readonly string[];
}

/** What is wrong with a rule, in AWS's words (recorded). */
export class AlarmRuleError extends Error {
  override readonly name = 'AlarmRuleError';
}

const stateWords = 'ALARM, OK, or INSUFFICIENT_DATA';
const start = `'(', 'NOT', AT_LEAST, TRUE or FALSE, ${stateWords}`;
const anyName = `'NOT', 'AND', 'OR', 'AT_LEAST', NUMBER, PERCENTAGE NUMBER, TRUE or FALSE, ${stateWords}, unquoted alarm name, quoted alarm name`;

/** Reads a rule. AND and OR bind as written in its documentation: AND tighter. @throws AlarmRuleError */
export function parseAlarmRule(text: string): AlarmRule {
  const reader = new RuleReader(text);
  const rule = readOr(reader);
  reader.expectEnd();
  return rule;
}

/** Every name in a rule, each once. */
export function namesIn(rule: AlarmRule): string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'not':
      return namesIn(rule.of);
    case 'and':
    case 'or':
      return [...new Set([...namesIn(rule.left), ...namesIn(rule.right)])];
    case 'state':
      return [rule.name];
    case 'at least':
      return [...new Set(rule.names)];
  }
}

class RuleReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next word, if it matches; white space before it is skipped. */
  takeIf(pattern: RegExp): string | undefined {
    this.#at += /^\s*/.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
    const found = new RegExp(`^(?:${pattern.source})`).exec(this.#text.slice(this.#at))?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }

  expect(pattern: RegExp, wanted: string): string {
    const found = this.takeIf(pattern);
    if (found === undefined) throw this.unsupported(wanted);
    return found;
  }

  /** What looks like an operator is told which operators there are (recorded). */
  expectEnd(): void {
    const rest = this.#text.slice(this.#at).trim();
    if (rest === '') return;
    this.takeIf(/(?=.)/);
    throw this.unsupported(/^(and|or|&&|\|\||&|\|)(\s|\(|$)/i.test(rest) ? "<EOF>, 'AND', 'OR'" : '<EOF>');
  }

  unsupported(wanted: string): AlarmRuleError {
    const token = /^(?:[^\s(,]+|.)/.exec(this.#text.slice(this.#at))?.[0] ?? '<EOF>';
    return new AlarmRuleError(`Unsupported token '${token}' at char ${this.#at}, must be: ${wanted}`);
  }
}

function readOr(reader: RuleReader): AlarmRule {
  let left = readAnd(reader);
  while (reader.takeIf(/OR(?=[\s(])/) !== undefined) left = { kind: 'or', left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: RuleReader): AlarmRule {
  let left = readTerm(reader);
  while (reader.takeIf(/AND(?=[\s(])/) !== undefined) left = { kind: 'and', left, right: readTerm(reader) };
  return left;
}

function readTerm(reader: RuleReader): AlarmRule {
  if (reader.takeIf(/NOT(?=[\s(])/) !== undefined) return { kind: 'not', of: readTerm(reader) };
  if (reader.takeIf(/\(/) !== undefined) {
    const inner = readOr(reader);
    reader.expect(/\)/, "')', 'AND', 'OR'");
    return inner;
  }
  const constant = reader.takeIf(/(TRUE|FALSE)(?![^\s()])/);
  if (constant !== undefined) return { kind: 'constant', value: constant === 'TRUE' };
  if (reader.takeIf(/AT_LEAST(?=\s*\()/) !== undefined) return readAtLeast(reader);
  const state = reader.expect(/(ALARM|OK|INSUFFICIENT_DATA)(?=\s*\()/, start);
  reader.expect(/\(/, "'('");
  const name = readName(reader);
  reader.expect(/\)/, "')'");
  return { kind: 'state', state, name };
}

function readName(reader: RuleReader): string {
  const quoted = reader.takeIf(/"(?:[^"\\]|\\.)*"/);
  if (quoted !== undefined) return quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  return reader.expect(/[^\s(),"]+/, anyName);
}

/** `AT_LEAST(2, ALARM, (a, b, c))`, `AT_LEAST(50%, NOT OK, (a, b))`. */
function readAtLeast(reader: RuleReader): AlarmRule {
  reader.expect(/\(/, "'('");
  const number = reader.expect(/\d+%?(?=[\s,])/, 'NUMBER, PERCENTAGE NUMBER');
  reader.expect(/,/, "','");
  const isNot = reader.takeIf(/NOT(?=\s)/) !== undefined;
  const state = reader.expect(/(ALARM|OK|INSUFFICIENT_DATA)(?=[\s,])/, isNot ? stateWords : `'NOT', ${stateWords}`);
  reader.expect(/,/, "','");
  reader.expect(/\(/, "'('");
  const names = [readName(reader)];
  while (reader.takeIf(/,/) !== undefined) names.push(readName(reader));
  reader.expect(/\)/, "')', ','");
  reader.expect(/\)/, "')'");
  const isPercent = number.endsWith('%');
  const threshold = Number.parseInt(number, 10);
  checkThreshold(threshold, isPercent, names.length);
  return { kind: 'at least', threshold, isPercent, isNot, state, names };
}

function checkThreshold(threshold: number, isPercent: boolean, count: number): void {
  if (isPercent && (threshold < 1 || threshold > 100)) {
    throw new AlarmRuleError('AT_LEAST percentage threshold must be between 1 and 100');
  }
  if (!isPercent && (threshold < 1 || threshold > count)) {
    throw new AlarmRuleError(`AT_LEAST absolute threshold must be between 1 and number of alarms (${count})`);
  }
}

/** Whether a rule holds, by the states of the alarms that it names. */
export function holds(rule: AlarmRule, stateOf: (name: string) => string): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'not':
      return !holds(rule.of, stateOf);
    case 'and':
      return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case 'or':
      return holds(rule.left, stateOf) || holds(rule.right, stateOf);
    case 'state':
      return stateOf(rule.name) === rule.state;
    case 'at least': {
      const count = rule.names.filter((name) => (stateOf(name) === rule.state) !== rule.isNot).length;
      return rule.isPercent ? (count / rule.names.length) * 100 >= rule.threshold : count >= rule.threshold;
    }
  }
}
