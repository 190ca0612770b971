import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { isMathFunction, isWord } from './math/evaluate.ts';
import { ExpressionError, parseExpression, partsOf } from './math/expression.ts';
import type { Expression } from './math/expression.ts';
import { validationError } from './refusals.ts';
import { isStatistic } from './statistic-rules.ts';

/** What the refusals of GetMetricData and of alarms call their queries, each in its own words (recorded). */
const requestWords = {
  list: 'MetricDataQueries',
  notUnique: 'The values for parameter id in MetricDataQueries are not unique.',
  members: (path: string): string => `${path}.Expression and ${path}.MetricStat`,
};
const alarmWords: typeof requestWords = {
  list: 'Metrics',
  notUnique: 'Invalid metrics list',
  members: () => 'MetricDataQuery Expression and MetricStat',
};

/**
 * Checks the queries of a request. UNKNOWN: the words for a query of nothing, for periods and for syntax.
 *
 * @throws AwsFault ValidationError
 */
export function checkRequestQueries(queries: readonly MetricDataQuery[]): void {
  checkQueries(queries, requestWords);
}

/** Checks the queries of an alarm as {@link checkRequestQueries} does those of a request. */
export function checkAlarmQueries(queries: readonly MetricDataQuery[]): void {
  checkQueries(queries, alarmWords);
}

function checkQueries(queries: readonly MetricDataQuery[], words: typeof requestWords): void {
  if (queries.length > 500)
    throw validationError(`The collection ${words.list} must not have a size greater than 500.`);
  const ids = queries.map(({ Id = '' }) => Id);
  if (new Set(ids).size < ids.length) throw validationError(words.notUnique);
  const byId = new Map(queries.map((query) => [query.Id ?? '', query]));
  for (const [index, query] of queries.entries()) {
    checkForm(query, `${words.list}.member.${index + 1}`, words);
    if (query.Expression !== undefined) checkExpression(query, byId, []);
  }
}

function checkForm(query: MetricDataQuery, path: string, words: typeof requestWords): void {
  const { Id: id = '', Expression: expression, MetricStat: stat } = query;
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(id)) {
    throw validationError(
      `The value for parameter ${path}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  if (expression === undefined && stat === undefined) {
    throw validationError(`The parameter ${path}.Expression or ${path}.MetricStat must be specified.`);
  }
  if (expression !== undefined && stat !== undefined) {
    throw validationError(`The parameters ${words.members(path)} are mutually exclusive and you have specified both.`);
  }
  if (stat !== undefined && !isStatistic(stat.Stat ?? '')) {
    throw validationError(`The value for parameter ${path}.MetricStat.Stat is not a valid statistic.`);
  }
  checkPeriod(query.Period ?? stat?.Period, path);
}

function checkPeriod(seconds: number | undefined, path: string): void {
  if (seconds === undefined || isPeriod(seconds)) return;
  throw validationError(`The value ${seconds} for parameter ${path}.Period is invalid.`);
}

/** Whether metrics are read by this many seconds: 1, 5, 10, 20, 30 or a multiple of 60 (documented). */
export function isPeriod(seconds: number): boolean {
  return [1, 5, 10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0);
}

/** Reads the expression, and those behind it: ids that there are, no circle, functions that are computed here. */
function checkExpression(
  query: MetricDataQuery,
  byId: ReadonlyMap<string, MetricDataQuery>,
  outer: readonly string[],
): void {
  const id = query.Id ?? '';
  const wrong = (why: string): Error => validationError(`Error in expression '${id}' [${why}]`);
  const notFound = (what: string): Error => validationError(`Error in expression '${id}': ${what} not found`);
  if (outer.includes(id)) throw wrong('Circular dependency');
  for (const part of read(query.Expression ?? '', wrong)) {
    if (part.kind === 'call' && !isMathFunction(part.name)) throw notFound(`Function '${part.name}'`);
    if (part.kind !== 'name' || isWord(part.name)) continue;
    const inner = byId.get(part.name);
    if (inner === undefined) throw notFound(`ID '${part.name}'`);
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
