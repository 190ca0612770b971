import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { isMathFunction, isWord } from './math/evaluate.ts';
import { ExpressionError, parseExpression, partsOf } from './math/expression.ts';
import type { Expression } from './math/expression.ts';
import { validationError } from './refusals.ts';
import { checkStatistic } from './statistic-rules.ts';

/**
 * Checks the queries of a request or an alarm. UNKNOWN: most words; recorded are those for ids that are not unique.
 *
 * @throws AwsFault ValidationError
 */
export function checkQueries(queries: readonly MetricDataQuery[], listName: string): void {
  if (queries.length > 500) throw validationError(`The collection ${listName} must not have a size greater than 500.`);
  const ids = queries.map(({ Id = '' }) => Id);
  if (new Set(ids).size < ids.length) {
    throw validationError(`The values for parameter id in ${listName} are not unique.`);
  }
  const byId = new Map(queries.map((query) => [query.Id ?? '', query]));
  for (const [index, query] of queries.entries()) {
    checkForm(query, `${listName}.member.${index + 1}`);
    if (query.Expression !== undefined) checkExpression(query, byId, []);
  }
}

function checkForm(query: MetricDataQuery, path: string): void {
  const { Id: id = '', Expression: expression, MetricStat: stat } = query;
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(id)) {
    throw validationError(
      `The value ${id} for parameter ${path}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (expression === undefined && stat === undefined) {
    throw validationError(`The parameter ${path}.Expression or ${path}.MetricStat must be specified.`);
  }
  if (expression !== undefined && stat !== undefined) {
    throw validationError(
      `The parameters ${path}.Expression and ${path}.MetricStat are mutually exclusive and you have specified both.`,
    );
  }
  if (stat !== undefined) checkStatistic(stat.Stat ?? '', `${path}.MetricStat.Stat`);
  checkPeriod(query.Period ?? stat?.Period, path);
}

/** 1, 5, 10, 20, 30 or a multiple of 60 (documented). */
export function checkPeriod(seconds: number | undefined, path: string): void {
  if (seconds === undefined || [1, 5, 10, 20, 30].includes(seconds)) return;
  if (seconds >= 60 && seconds % 60 === 0) return;
  throw validationError(`The value ${seconds} for parameter ${path}.Period is invalid.`);
}

/** Reads the expression, and those behind it: ids that there are, no circle, functions that are computed here. */
function checkExpression(
  query: MetricDataQuery,
  byId: ReadonlyMap<string, MetricDataQuery>,
  outer: readonly string[],
): void {
  const id = query.Id ?? '';
  const wrong = (why: string): Error => validationError(`Error in expression '${id}' [${why}]`);
  if (outer.includes(id)) throw wrong('Circular dependency');
  for (const part of read(query.Expression ?? '', wrong)) {
    if (part.kind === 'call' && !isMathFunction(part.name)) throw wrong(`Unsupported function '${part.name}'`);
    if (part.kind !== 'name' || isWord(part.name)) continue;
    const inner = byId.get(part.name);
    if (inner === undefined) throw wrong(`Unsupported token '${part.name}'`);
    if (inner.Expression !== undefined) checkExpression(inner, byId, [...outer, id]);
  }
}

function read(text: string, wrong: (why: string) => Error): Expression[] {
  try {
    return partsOf(parseExpression(text));
  } catch (error) {
    throw error instanceof ExpressionError ? wrong(error.message) : error;
  }
}
