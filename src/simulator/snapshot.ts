import { types } from 'node:util';

/** How a value looks that JSON has no form for: an object with one member, whose name begins with `$`. */
interface Marked {
  readonly $map?: readonly [unknown, unknown][];
  readonly $set?: readonly unknown[];
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

/**
 * Plain data (what JSON knows, Maps, Sets, `undefined` and every number) as JSON text. What {@link fromSnapshot} makes of
 * it cannot be told from `value`, the order of keys included.
 *
 * @throws TypeError for anything else: functions, dates, instances of classes.
 */
export function toSnapshot(value: unknown): string {
  return JSON.stringify(encode(value));
}

/** @throws SyntaxError when `text` is no JSON, TypeError when it is no snapshot. */
export function fromSnapshot(text: string): unknown {
  return decode(JSON.parse(text));
}

function encode(value: unknown): unknown {
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
      return value === null ? null : encodeObject(value);
    default:
      throw new TypeError(`a snapshot cannot hold a ${typeof value}`);
  }
}

function encodeObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(encode);
  if (types.isMap(value)) return { $map: [...value].map(([key, item]) => [encode(key), encode(item)]) };
  if (types.isSet(value)) return { $set: [...value].map(encode) };
  if (!isPlain(value)) throw new TypeError(`a snapshot cannot hold a ${value.constructor.name}`);
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, encode(item)]);
  return entries.some(([key]) => isRisky(key)) ? { $object: entries } : Object.fromEntries(entries);
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

function decode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decode);
  const [first, ...others] = Object.keys(value);
  if (first?.startsWith('$') === true && others.length === 0) return decodeMarked(first, value);
  return decodeEntries(Object.entries(value));
}

function decodeMarked(mark: string, value: Marked): unknown {
  if (value.$map !== undefined) return new Map(value.$map.map(([key, item]) => [decode(key), decode(item)]));
  if (value.$set !== undefined) return new Set(value.$set.map(decode));
  if (value.$object !== undefined) return decodeEntries(value.$object);
  if (value.$value !== undefined && VALUES.has(value.$value)) return VALUES.get(value.$value);
  throw new TypeError(`a snapshot knows no ${mark}`);
}

function decodeEntries(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries.map(([key, item]) => [key, decode(item)]));
}
