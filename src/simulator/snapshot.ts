import { types } from 'node:util';

/** How a value looks that JSON has no form for: an object with one member, whose name begins with `$`. */
interface Marked {
  readonly $map?: readonly [unknown, unknown][];
  readonly $set?: readonly unknown[];
  /** A Map whose entries follow on lines of their own: `[number, entries]`. */
  readonly $apart?: number;
  /** An object some of whose keys could be taken for marks, as pairs. */
  readonly $object?: readonly [string, unknown][];
  /** `undefined`, `Infinity`, `-Infinity`, `NaN` or `-0`. */
  readonly $value?: string;
}

const VALUES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['undefined', undefined],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
  ['-0', -0],
]);

/** A Map with more entries than this stands apart, so many of them on each line. */
const ENTRIES_PER_LINE = 100;

/**
 * Plain data (what JSON knows, Maps, Sets, `undefined` and every number) as lines of JSON text. What
 * {@link fromSnapshot} makes of it cannot be told from `value`, the order of keys included. `value` must not change
 * before the last line was taken; large ones are never encoded as a whole.
 *
 * @throws TypeError for anything else: functions, dates, instances of classes.
 */
export function* snapshotLines(value: unknown): Generator<string> {
  const apart: ReadonlyMap<unknown, unknown>[] = [];
  yield JSON.stringify(encode(value, apart));
  // Those within a Map that stands apart join the end.
  for (let number = 0; number < apart.length; number += 1) {
    const entries = [...(apart[number] ?? [])];
    for (let first = 0; first < entries.length; first += ENTRIES_PER_LINE) {
      const line = entries.slice(first, first + ENTRIES_PER_LINE);
      yield JSON.stringify([number, line.map(([key, item]) => [encode(key, apart), encode(item, apart)])]);
    }
  }
}

/**
 * @param lines those of {@link snapshotLines}, in their order
 * @throws SyntaxError when they are no JSON, TypeError when they are no snapshot.
 */
export function fromSnapshot(lines: Iterable<string>): unknown {
  const apart: Map<unknown, unknown>[] = [];
  let isFirst = true;
  let value: unknown;
  for (const line of lines) {
    if (isFirst) value = decode(JSON.parse(line), apart);
    else fill(apart, JSON.parse(line));
    isFirst = false;
  }
  return value;
}

function fill(apart: Map<unknown, unknown>[], line: unknown): void {
  const [number, entries] = line as [number, [unknown, unknown][]];
  const map = apart[number];
  if (map === undefined) throw new TypeError(`a line of a snapshot has no place: ${number}`);
  for (const [key, item] of entries) map.set(decode(key, apart), decode(item, apart));
}

function encode(value: unknown, apart: ReadonlyMap<unknown, unknown>[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $value: Object.is(value, -0) ? '-0' : `${value}` };
    case 'undefined':
      return { $value: 'undefined' };
    case 'object':
      return value === null ? null : encodeObject(value, apart);
    default:
      throw new TypeError(`a snapshot cannot hold a ${typeof value}`);
  }
}

function encodeObject(value: object, apart: ReadonlyMap<unknown, unknown>[]): unknown {
  if (Array.isArray(value)) return value.map((item) => encode(item, apart));
  if (types.isMap(value)) return encodeMap(value, apart);
  if (types.isSet(value)) return { $set: [...value].map((item) => encode(item, apart)) };
  if (!isPlain(value)) throw new TypeError(`a snapshot cannot hold a ${value.constructor.name}`);
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, encode(item, apart)]);
  return entries.some(([key]) => isRisky(key)) ? { $object: entries } : Object.fromEntries(entries);
}

function encodeMap(value: ReadonlyMap<unknown, unknown>, apart: ReadonlyMap<unknown, unknown>[]): Marked {
  if (value.size > ENTRIES_PER_LINE) return { $apart: apart.push(value) - 1 };
  return { $map: [...value].map(([key, item]) => [encode(key, apart), encode(item, apart)]) };
}

/** An object literal, or what JSON.parse or structuredClone made. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Keys that users may choose (labels, tags) and that could be taken for a mark, or set a prototype. */
function isRisky(key: string): boolean {
  return key.startsWith('$') || key === '__proto__';
}

function decode(value: unknown, apart: Map<unknown, unknown>[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => decode(item, apart));
  const [first, ...others] = Object.keys(value);
  if (first?.startsWith('$') === true && others.length === 0) return decodeMarked(first, value, apart);
  return decodeEntries(Object.entries(value), apart);
}

function decodeMarked(mark: string, value: Marked, apart: Map<unknown, unknown>[]): unknown {
  const plain = (item: unknown): unknown => decode(item, apart);
  if (value.$map !== undefined) return new Map(value.$map.map(([key, item]) => [plain(key), plain(item)]));
  if (value.$set !== undefined) return new Set(value.$set.map(plain));
  if (value.$object !== undefined) return decodeEntries(value.$object, apart);
  if (value.$value !== undefined && VALUES.has(value.$value)) return VALUES.get(value.$value);
  if (value.$apart === undefined) throw new TypeError(`a snapshot knows no ${mark}`);
  return (apart[value.$apart] = new Map());
}

function decodeEntries(entries: readonly (readonly [string, unknown])[], apart: Map<unknown, unknown>[]): unknown {
  return Object.fromEntries(entries.map(([key, item]) => [key, decode(item, apart)]));
}
