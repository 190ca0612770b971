import { ExpressionError } from './expression.ts';
import type { Expression } from './expression.ts';
import { mathFunctions } from './functions.ts';
import type { MathScene } from './functions.ts';
import type { Series, Value } from './values.ts';
import { joined, list, mapValue, scalar, seriesOf } from './values.ts';

/** What stands behind the names of an expression. */
export interface MathNames {
  /** @throws ExpressionError when there is no query of this id */
  value(id: string): Value;
  /** All metrics of the request, for METRICS(); those whose id holds `part`. */
  metrics(part: string | undefined): readonly Series[];
}

/** Words that are parameters of functions, not ids. */
const words: ReadonlySet<string> = new Set(['REPEAT', 'LINEAR', 'ASC', 'DESC', 'AVG', 'MAX', 'MIN', 'SUM', 'STDDEV']);

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  AND: (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
  OR: (a, b) => Number(a !== 0 || b !== 0),
};

/** Whether the simulator computes this function; AWS has more, of services that are not simulated. */
export function isMathFunction(name: string): boolean {
  return name === 'IF' || name === 'METRICS' || Object.hasOwn(mathFunctions, name);
}

export function isWord(name: string): boolean {
  return words.has(name);
}

/** What an expression comes to. @throws ExpressionError */
export function evaluate(expression: Expression, names: MathNames, scene: MathScene): Value {
  const inner = (part: Expression): Value => evaluate(part, names, scene);
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'text':
      return { kind: 'text', value: expression.value };
    case 'name':
      return isWord(expression.name) ? { kind: 'text', value: expression.name } : names.value(expression.name);
    case 'negative':
      return mapValue(inner(expression.of), (number) => -number);
    case 'binary':
      return joined(inner(expression.left), inner(expression.right), operators[expression.operator] ?? Math.max);
    case 'list':
      return list(expression.items.map(inner).flatMap(flattened));
    case 'call':
      return called(expression.name, expression.parameters.map(inner), names, scene);
  }
}

function flattened(value: Value): readonly Series[] {
  return value.kind === 'list' ? value.items : [seriesOf(value)];
}

function called(name: string, parameters: readonly Value[], names: MathNames, scene: MathScene): Value {
  if (name === 'METRICS') {
    const [part] = parameters;
    return list(names.metrics(part?.kind === 'text' ? part.value : undefined));
  }
  if (name === 'IF') return chosen(parameters);
  const run = Object.hasOwn(mathFunctions, name) ? mathFunctions[name] : undefined;
  if (run === undefined) throw new ExpressionError(`Unsupported function '${name}'`);
  return run(parameters, scene);
}

/** IF(condition, then, else): point by point; without an else there is no datapoint where the condition is 0. */
function chosen([condition, yes, no]: readonly Value[]): Value {
  if (condition === undefined || yes === undefined)
    throw new ExpressionError("Unsupported parameters of function 'IF'");
  if (condition.kind === 'scalar') return condition.value === 0 ? (no ?? list([])) : yes;
  const points = [...seriesOf(condition)].flatMap(([at, number]): [number, number][] => {
    const value = pointOf(number === 0 ? no : yes, at);
    return value === undefined ? [] : [[at, value]];
  });
  return { kind: 'series', series: new Map(points) };
}

function pointOf(value: Value | undefined, at: number): number | undefined {
  return value?.kind === 'scalar' ? value.value : seriesOf(value).get(at);
}
