import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpressionError, parseExpression, partsOf } from './expression.ts';
import type { Expression } from './expression.ts';

/** With every operation in parentheses. */
function written(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'text':
      return `"${expression.value}"`;
    case 'name':
      return expression.name;
    case 'list':
      return `[${expression.items.map(written).join(', ')}]`;
    case 'call':
      return `${expression.name}(${expression.parameters.map(written).join(', ')})`;
    case 'negative':
      return `(-${written(expression.of)})`;
    case 'binary':
      return `(${written(expression.left)} ${expression.operator} ${written(expression.right)})`;
  }
}

describe('parseExpression', () => {
  it.each([
    ['a+b*c', '(a + (b * c))'],
    ['a-b-c', '((a - b) - c)'],
    ['-a^2', '(-(a ^ 2))'],
    ['a^-b', '(a ^ (-b))'],
    ['2^3^2', '(2 ^ (3 ^ 2))'],
    ['(a+b)/1.5e2', '((a + b) / 150)'],
    ['a > 1 AND b <= 2 OR c == 3', '(((a > 1) AND (b <= 2)) OR (c == 3))'],
    ['a>1 && b<2 || c!=3', '(((a > 1) && (b < 2)) || (c != 3))'],
    ['SUM(METRICS())', 'SUM(METRICS())'],
    ['SUM([a, b*2])', 'SUM([a, (b * 2)])'],
    ['IF(a, FILL(b, REPEAT), 0)', 'IF(a, FILL(b, REPEAT), 0)'],
    ["METRICS('cpu')", 'METRICS("cpu")'],
  ])('reads %s', (text, expected) => {
    expect(written(parseExpression(text))).toBe(expected);
  });

  it.each(['', '   ', 'a +', '(a', 'a)', 'a b', 'SUM(a', 'SUM(a,)', '[a', 'a ? b', '1.2.3', '"open', '* a', 'a =< b'])(
    'refuses %p',
    (text) => {
      expect(() => parseExpression(text)).toThrow(ExpressionError);
    },
  );

  it('tells where it stopped', () => {
    expect(() => parseExpression('m1 * $')).toThrow("Unsupported token '$' at char 4");
  });

  it('reads what it writes, or refuses any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        let read: Expression;
        try {
          read = parseExpression(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
          return;
        }
        expect(written(parseExpression(written(read)))).toBe(written(read));
      }),
    );
  });
});

describe('partsOf', () => {
  it('gives every part, outermost first', () => {
    const names = partsOf(parseExpression('SUM([a, -b]) + IF(c, 1)')).flatMap((part) =>
      part.kind === 'name' || part.kind === 'call' ? [part.name] : [],
    );
    expect(names).toEqual(['SUM', 'a', 'b', 'IF', 'c']);
  });
});
