import { ScanBy } from '@aws-sdk/client-cloudwatch';
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { AwsFault } from '../../operation.ts';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { ExpressionError } from '../math/expression.ts';
import type { Series } from '../math/values.ts';
import { metricName } from '../metric-name.ts';
import { QueryRun } from '../metric-queries.ts';
import { metricStatisticsByUnit } from '../metric-statistics.ts';
import { startOf, tokenOf } from '../pages.ts';
import { checkRequestQueries } from '../query-rules.ts';
import { checkEnum, validationError } from '../refusals.ts';

/** Datapoints of one answer, of all queries together (documented). */
const most = 100_800;

/** Of a metric of another account: accounts cannot be linked here (recorded words). */
const forbidden = {
  Timestamps: [],
  Values: [],
  StatusCode: 'Forbidden',
  Messages: [
    {
      Code: 'Forbidden',
      Value:
        'Access denied when getting data - please check that this account and the requested metric account are linked',
    },
  ],
} satisfies Json;

interface Answer {
  readonly query: MetricDataQuery;
  readonly label: string;
  /** Datapoints in the order asked for. */
  readonly points: readonly (readonly [number, number])[];
}

/** GetMetricData: metrics and expressions over them; newest first unless `ScanBy` says otherwise. */
export function getMetricData(context: Context, input: Json): Json {
  const queries = input['MetricDataQueries'] as MetricDataQuery[];
  checkRequestQueries(queries);
  checkEnum('scanBy', input['ScanBy'] as string | undefined, Object.values(ScanBy));
  const range = { from: Number(input['StartTime']) * 1000, to: Number(input['EndTime']) * 1000 };
  // UNKNOWN: the words.
  if (!(range.from < range.to))
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  const start = startOf(input);
  // Without words (recorded).
  if (start === undefined) throw new AwsFault('InvalidNextToken', '');
  const isAscending = input['ScanBy'] === 'TimestampAscending';
  const run = new QueryRun(context, queries, range);
  const answers = queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .flatMap((query) => answersOf(run, query, queries, isAscending));
  const size = Math.min(most, (input['MaxDatapoints'] as number | undefined) ?? most);
  const end = start + size;
  const longest = Math.max(0, ...answers.map(({ points }) => points.length));
  return {
    MetricDataResults: answers.map((answer) => ({
      ...view(answer, start, end),
      ...(isForeign(context, answer.query) ? forbidden : messages(context, answer, range)),
    })),
    Messages: [],
    ...(end < longest ? { NextToken: tokenOf(end) } : {}),
  };
}

function answersOf(
  run: QueryRun,
  query: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  isAscending: boolean,
): Answer[] {
  const ordered = (series: Series): [number, number][] => (isAscending ? [...series] : [...series].reverse());
  const label = query.Label ?? labelOf(query, queries);
  const value = computed(run, query);
  if (value.kind === 'series') return [{ query, label, points: ordered(value.series) }];
  if (value.kind !== 'list') return [{ query, label, points: [] }];
  // UNKNOWN: the labels of the series of a list, where AWS tells which metric each came from.
  return value.items.map((series, index) => ({ query, label: `${label} ${index + 1}`, points: ordered(series) }));
}

function computed(run: QueryRun, query: MetricDataQuery): ReturnType<QueryRun['value']> {
  try {
    return run.value(query.Id ?? '');
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw validationError(`Error in expression '${query.Id}' [${error.message}]`);
  }
}

/** An expression is called by its id, a metric by its name; with the statistic where that tells two queries apart. */
function labelOf(query: MetricDataQuery, queries: readonly MetricDataQuery[]): string {
  const { MetricStat: stat } = query;
  if (stat?.Metric === undefined) return query.Id ?? '';
  const name = stat.Metric.MetricName ?? '';
  const alike = queries.filter((other) => other.MetricStat?.Metric?.MetricName === name);
  return new Set(alike.map((other) => other.MetricStat?.Stat)).size > 1 ? `${name} ${stat.Stat}` : name;
}

/** A page holds the same stretch of every series. */
function view({ query, label, points }: Answer, start: number, end: number): Json {
  const shown = points.slice(start, end);
  return {
    Id: query.Id,
    Label: label,
    Timestamps: shown.map(([at]) => at / 1000),
    Values: shown.map(([, value]) => value),
    StatusCode: end < points.length ? 'PartialData' : 'Complete',
  };
}

function isForeign(context: Context, { AccountId: account }: MetricDataQuery): boolean {
  return account !== undefined && account !== context.accountId;
}

/** A metric of several units, of which none was asked for, answers in one and says so (recorded). */
function messages(context: Context, { query }: Answer, { from, to }: { from: number; to: number }): Json {
  const stat = query.MetricStat;
  if (stat === undefined || stat.Unit !== undefined) return {};
  const { Namespace = '', MetricName = '', Dimensions } = stat.Metric ?? {};
  const found = metricStatisticsByUnit(context, metricName(Namespace, MetricName, Dimensions), from, to);
  const units = found.map(({ unit }) => unit).sort();
  if (units.length < 2) return {};
  return { Messages: [{ Code: 'MultipleUnits', Value: `Multiple units returned: '[${units.join(', ')}]'` }] };
}
