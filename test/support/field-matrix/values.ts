import type { Schema } from '../../../src/codegen/schema.ts';
import { isObject } from './json.ts';
import type { Json } from './json.ts';

/** Two values of a field; one where there is but one. */
export type Values = readonly [first: unknown, second?: unknown];

/** Values that the schema alone does not tell, by path. */
export type KnownValues = Readonly<Record<string, Values>>;

/** Two values that the schema of a leaf takes. */
export function valuesOf(path: string, schema: Schema, known: KnownValues): Values {
  const given = known[path];
  if (given !== undefined) return given;
  if (schema.items !== undefined) {
    const [first, second] = valuesOf(path, schema.items, {});
    return second === undefined ? [[first]] : [[first, second], [second]];
  }
  if (schema.additionalProperties !== undefined) return [{ one: '1' }, { one: '2', two: '2' }];
  if (schema.enum !== undefined) return schema.enum.length > 1 ? [schema.enum[0], schema.enum[1]] : [schema.enum[0]];
  if (schema.type === 'boolean') return [true, false];
  if (schema.type === 'integer' || schema.type === 'number') return numbers(schema);
  return ['first', 'second'];
}

function numbers({ minimum = 0, maximum = 1000 }: Schema): Values {
  const first = Math.max(minimum, Math.min(20, maximum - 1));
  return [first, first + 1];
}

/** `value` with every member that the schema requires, in the first value of each. */
export function completed(value: unknown, schema: Schema, known: KnownValues, path = ''): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? value : value.map((item) => completed(item, items, known, `${path}[]`));
  }
  if (!isObject(value) || schema.properties === undefined) return value;
  const full: Json = { ...value };
  for (const [name, child] of Object.entries(schema.properties)) {
    const own = path === '' ? name : `${path}.${name}`;
    if (full[name] !== undefined) full[name] = completed(full[name], child, known, own);
    else if (schema.required?.includes(name) === true) full[name] = sample(child, known, own);
  }
  return full;
}

function sample(schema: Schema, known: KnownValues, path: string): unknown {
  if (schema.properties !== undefined) return completed({}, schema, known, path);
  if (schema.items?.properties !== undefined) return [completed({}, schema.items, known, `${path}[]`)];
  return valuesOf(path, schema, known)[0];
}
