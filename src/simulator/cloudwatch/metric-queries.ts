import type { MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';
import type { Context } from '../world.ts';
import { evaluate } from './math/evaluate.ts';
import { ExpressionError, parseExpression } from './math/expression.ts';
import type { Series, Value } from './math/values.ts';
import { scalar, series } from './math/values.ts';
import { metricName } from './metric-name.ts';
import { metricStatistics } from './metric-statistics.ts';
import { pick } from './samples.ts';

/** The stretch of time that queries are asked about: epoch milliseconds, `to` not included. */
export interface QueryRange {
  readonly from: number;
  readonly to: number;
}

/** Computes the queries of one request or alarm, each once, by their ids. */
export class QueryRun {
  readonly #context: Context;
  readonly #queries: ReadonlyMap<string, MetricDataQuery>;
  readonly #range: QueryRange;
  readonly #values = new Map<string, Value>();

  constructor(context: Context, queries: readonly MetricDataQuery[], range: QueryRange) {
    this.#context = context;
    this.#queries = new Map(queries.map((query) => [query.Id ?? '', query]));
    this.#range = range;
  }

  /** What a query comes to. @throws ExpressionError for an unknown id, a circle, a function that is not computed */
  value(id: string): Value {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const query = this.#queries.get(id);
    if (query === undefined) throw new ExpressionError(`Unsupported token '${id}'`);
    // Whoever asks for it meanwhile is part of it. Rules refuse circles before anything is computed.
    this.#values.set(id, scalar(Number.NaN));
    const value = query.MetricStat === undefined ? this.#computed(query) : this.#read(query.MetricStat);
    this.#values.set(id, value);
    return value;
  }

  /** The periods that a query has datapoints for, ascending. */
  slots(query: MetricDataQuery): number[] {
    const length = this.periodOf(query) * 1000;
    const { from, to } = this.#range;
    const slots: number[] = [];
    for (let at = Math.floor(from / length) * length; at < to; at += length) slots.push(at);
    return slots;
  }

  /** Seconds: its own, its metric's, or the longest of the metrics of the request. */
  periodOf(query: MetricDataQuery): number {
    const own = query.Period ?? query.MetricStat?.Period;
    return own ?? Math.max(1, ...[...this.#queries.values()].map((each) => each.MetricStat?.Period ?? 1));
  }

  #computed(query: MetricDataQuery): Value {
    const names = { value: (id: string) => this.value(id), metrics: (part?: string) => this.#metrics(part) };
    const scene = { slots: this.slots(query), periodSeconds: this.periodOf(query) };
    const value = evaluate(parseExpression(query.Expression ?? ''), names, scene);
    // A number stands for itself in every period, as the series that a request or an alarm needs.
    return value.kind === 'scalar' ? series(scene.slots.map((at) => [at, value.value])) : value;
  }

  #metrics(part: string | undefined): readonly Series[] {
    return [...this.#queries.values()]
      .filter(({ MetricStat, Id = '' }) => MetricStat !== undefined && (part === undefined || Id.includes(part)))
      .map(({ Id = '' }) => this.value(Id))
      .flatMap((value) => (value.kind === 'series' ? [value.series] : []));
  }

  #read(stat: MetricStat): Value {
    const length = (stat.Period ?? 60) * 1000;
    const { Namespace = '', MetricName = '', Dimensions } = stat.Metric ?? {};
    const metric = metricName(Namespace, MetricName, Dimensions);
    const points = this.slots({ Id: '', MetricStat: stat }).flatMap((at): [number, number][] => {
      const found = metricStatistics(this.#context, metric, at, Math.min(at + length, this.#range.to), stat.Unit);
      const value = found === undefined ? undefined : pick(found, stat.Stat ?? '');
      return value === undefined ? [] : [[at, value]];
    });
    return series(points);
  }
}
