/** A metric math expression, read. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** What is wrong with an expression. UNKNOWN: AWS's words; these are those of its alarm rules. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

interface Token {
  readonly text: string;
  readonly at: number;
}

/** From loosest to tightest. */
const levels: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
];
const tokenPattern =
  /\s*("[^"]*"|'[^']*'|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z]\w*|\|\||&&|==|!=|<=|>=|[-+*/^<>()[\],])/y;

/** Reads a whole expression. @throws ExpressionError */
export function parseExpression(text: string): Expression {
  const reader = new Reader(tokensOf(text), text.length);
  const expression = readBinary(reader, 0);
  reader.expectEnd();
  return expression;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (text.slice(position).trim() !== '') {
    tokenPattern.lastIndex = position;
    const match = tokenPattern.exec(text);
    if (match?.[1] === undefined) throw unsupported(text.slice(position).trim().charAt(0), position);
    tokens.push({ text: match[1], at: tokenPattern.lastIndex - match[1].length });
    position = tokenPattern.lastIndex;
  }
  return tokens;
}

function unsupported(text: string, at: number): ExpressionError {
  return new ExpressionError(`Unsupported token '${text}' at char ${at}`);
}

/** Tokens, read from left to right. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  #next = 0;

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#length = length;
  }

  peek(): string | undefined {
    return this.#tokens[this.#next]?.text;
  }

  take(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw unsupported('<EOF>', this.#length);
    this.#next += 1;
    return token.text;
  }

  takeIf(...texts: readonly string[]): string | undefined {
    const text = this.peek();
    return text !== undefined && texts.includes(text) ? this.take() : undefined;
  }

  expect(text: string): void {
    if (this.takeIf(text) === undefined) throw this.wrong();
  }

  expectEnd(): void {
    if (this.peek() !== undefined) throw this.wrong();
  }

  /** The token that was to be read, or, after {@link take}, the one `back` before it. */
  wrong(back = 0): ExpressionError {
    const token = this.#tokens[this.#next - back];
    return unsupported(token?.text ?? '<EOF>', token?.at ?? this.#length);
  }
}

function readBinary(reader: Reader, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return readUnary(reader);
  let left = readBinary(reader, level + 1);
  for (;;) {
    const operator = reader.takeIf(...operators);
    if (operator === undefined) return left;
    left = { kind: 'binary', operator, left, right: readBinary(reader, level + 1) };
  }
}

function readUnary(reader: Reader): Expression {
  if (reader.takeIf('-') !== undefined) return { kind: 'negative', of: readUnary(reader) };
  const base = readPrimary(reader);
  // A power binds tighter than a sign before it, and from right to left.
  return reader.takeIf('^') === undefined
    ? base
    : { kind: 'binary', operator: '^', left: base, right: readUnary(reader) };
}

function readPrimary(reader: Reader): Expression {
  const text = reader.take();
  if (text === '(') {
    const inner = readBinary(reader, 0);
    reader.expect(')');
    return inner;
  }
  if (text === '[') return { kind: 'list', items: readItems(reader, ']') };
  if (/^["']/.test(text)) return { kind: 'text', value: text.slice(1, -1) };
  if (/^\d/.test(text)) return { kind: 'number', value: Number(text) };
  if (!/^[A-Za-z]/.test(text)) throw reader.wrong(1);
  if (reader.takeIf('(') === undefined) return { kind: 'name', name: text };
  return { kind: 'call', name: text, parameters: readItems(reader, ')') };
}

function readItems(reader: Reader, end: string): Expression[] {
  const items: Expression[] = [];
  if (reader.takeIf(end) !== undefined) return items;
  do items.push(readBinary(reader, 0));
  while (reader.takeIf(',') !== undefined);
  reader.expect(end);
  return items;
}

/** Every part of an expression, itself first. */
export function partsOf(expression: Expression): Expression[] {
  return [expression, ...innerParts(expression).flatMap(partsOf)];
}

function innerParts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'call':
      return expression.parameters;
    case 'negative':
      return [expression.of];
    case 'binary':
      return [expression.left, expression.right];
    default:
      return [];
  }
}
