/** Datapoints by the beginning of their period (epoch milliseconds), ascending. */
export type Series = ReadonlyMap<number, number>;

/** What an expression comes to. Texts are parameters of functions only. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'list'; readonly items: readonly Series[] }
  | { readonly kind: 'text'; readonly value: string };

export function scalar(value: number): Value {
  return { kind: 'scalar', value };
}

export function series(points: Iterable<readonly [number, number]>): Value {
  return { kind: 'series', series: finite(points) };
}

export function list(items: readonly Series[]): Value {
  return { kind: 'list', items };
}

/** Without what is no number: a division by zero leaves no datapoint (documented). */
function finite(points: Iterable<readonly [number, number]>): Series {
  return new Map([...points].filter(([, value]) => Number.isFinite(value)));
}

/** `change` applied to a number, to every datapoint, or to those of every series. */
export function mapValue(value: Value, change: (number: number, at: number) => number): Value {
  switch (value.kind) {
    case 'scalar':
      return scalar(change(value.value, 0));
    case 'series':
      return series(mapped(value.series, change));
    case 'list':
      return list(value.items.map((item) => finite(mapped(item, change))));
    case 'text':
      return value;
  }
}

function mapped(points: Series, change: (number: number, at: number) => number): [number, number][] {
  return [...points].map(([at, number]) => [at, change(number, at)]);
}

/** Two values joined point by point: where one of two series has no datapoint, there is none (documented). */
export function joined(left: Value, right: Value, join: (a: number, b: number) => number): Value {
  if (left.kind === 'list')
    return list(left.items.map((item) => seriesOf(joined({ kind: 'series', series: item }, right, join))));
  if (right.kind === 'list')
    return list(right.items.map((item) => seriesOf(joined(left, { kind: 'series', series: item }, join))));
  if (left.kind === 'series' && right.kind === 'series') {
    const other = right.series;
    return series([...left.series].flatMap(([at, number]) => pair(at, number, other.get(at), join)));
  }
  if (right.kind === 'scalar') return mapValue(left, (number) => join(number, right.value));
  return left.kind === 'scalar' ? mapValue(right, (number) => join(left.value, number)) : right;
}

function pair(
  at: number,
  a: number,
  b: number | undefined,
  join: (a: number, b: number) => number,
): [number, number][] {
  return b === undefined ? [] : [[at, join(a, b)]];
}

/** The datapoints of a series; none for everything else. */
export function seriesOf(value: Value | undefined): Series {
  return value?.kind === 'series' ? value.series : new Map();
}
