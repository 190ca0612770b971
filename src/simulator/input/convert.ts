import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import type { Shape } from './schema.ts';

/**
 * A copy of `value` with only what `shape` knows: AWS's JSON front drops members that it does not know and takes null
 * for absent.
 *
 * @throws AwsFault SerializationException, in the words of AWS's JSON front, when a value has the wrong JSON type.
 *   "STRING_VALUE cannot be converted to Integer" and "Unrecognized collection type class …" are from ECS itself.
 */
export function convert(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'structure':
      return convertStructure(value, shape);
    case 'list':
      return convertList(value, shape.of());
    case 'map':
      return convertMap(value, shape.of());
    case 'string':
      return typeof value === 'string' ? value : refuse(value, 'String');
    case 'number':
      return typeof value === 'number' ? value : refuse(value, 'Integer');
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse(value, 'Boolean');
    case 'timestamp':
      return convertTime(value);
    case 'any':
      return value;
  }
  return value;
}

function convertStructure(value: unknown, shape: Extract<Shape, { kind: 'structure' }>): Json {
  if (!isObject(value)) return refuseWhereObjectIsDue(value, `com.amazonaws.madison.frontend.${shape.name}`);
  const known = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const declared = shape.members.get(name);
    if (declared === undefined || member === null || member === undefined) return [];
    return [[name, convert(member, declared.shape())]];
  });
  return Object.fromEntries(known);
}

function convertList(value: unknown, element: Shape): unknown[] {
  if (isObject(value)) throw serialization('Start of structure or map found where not expected');
  if (!Array.isArray(value)) throw serialization('Unexpected field type');
  // UNKNOWN: what AWS makes of null among the elements. No SDK sends it: they leave it out, and so is it here.
  return value.filter((item) => item !== null && item !== undefined).map((item) => convert(item, element));
}

function convertMap(value: unknown, element: Shape): Json {
  if (!isObject(value)) return refuseWhereObjectIsDue(value, 'java.util.Map');
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, convert(member, element)]));
}

/** Epoch seconds. Callers in memory may hand over the Date that an SDK would have written so. */
function convertTime(value: unknown): number {
  if (value instanceof Date) return value.getTime() / 1000;
  return typeof value === 'number' ? value : refuse(value, 'Date');
}

function refuseWhereObjectIsDue(value: unknown, javaClass: string): never {
  throw serialization(
    Array.isArray(value) ? `Unrecognized collection type class ${javaClass}` : 'Unexpected field type',
  );
}

function refuse(value: unknown, type: string): never {
  if (Array.isArray(value)) throw serialization(`Unrecognized collection type class java.lang.${type}`);
  if (isObject(value)) throw serialization('Start of structure or map found where not expected');
  throw serialization(`${token(value)} cannot be converted to ${type}`);
}

/** What the parser calls the value. */
function token(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'STRING_VALUE';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function serialization(message: string): AwsFault {
  return new AwsFault('SerializationException', message);
}
