import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import { DOUBLES, LONGS } from './number-members.ts';
import type { Shape } from './schema.ts';

/** Where a value stands: the words for one that is no object depend on it. */
type Place = 'field' | 'element';

/**
 * A copy of `value` with only what `shape` knows: AWS's JSON front drops members that it does not know and takes null
 * for absent. The first member that is wrong is told, in the order of the body.
 *
 * @throws AwsFault SerializationException, in the words of AWS's JSON front, when a value has the wrong JSON type.
 *   "STRING_VALUE cannot be converted to Integer" and "Unrecognized collection type class …" are from ECS itself, the
 *   others from DynamoDB, which has the same front.
 * @param member `Structure.member` that the value is of, where it is one: tells the kinds of numbers apart
 */
export function convert(value: unknown, shape: Shape, member = '', place: Place = 'field'): unknown {
  switch (shape.kind) {
    case 'structure':
      return convertStructure(value, shape, place);
    case 'list':
      return convertList(value, shape.of(), member);
    case 'map':
      return convertMap(value, shape.of(), place);
    case 'string':
      return typeof value === 'string' ? value : refuse(value, 'String');
    case 'number':
      return convertNumber(value, member);
    case 'boolean':
      return convertBoolean(value);
    case 'timestamp':
      return convertTime(value);
    case 'any':
      return value;
  }
  return value;
}

function convertStructure(value: unknown, shape: Extract<Shape, { kind: 'structure' }>, place: Place): Json {
  if (!isObject(value))
    return refuseWhereObjectIsDue(value, `class com.amazonaws.madison.frontend.${shape.name}`, place);
  const known = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const declared = shape.members.get(name);
    if (declared === undefined || member === null || member === undefined) return [];
    return [[name, convert(member, declared.shape(), `${shape.name}.${name}`)]];
  });
  return Object.fromEntries(known);
}

function convertList(value: unknown, element: Shape, member: string): unknown[] {
  if (isObject(value)) throw serialization('Start of structure or map found where not expected');
  if (!Array.isArray(value)) throw serialization('Unexpected field type');
  // UNKNOWN: what AWS makes of null among the elements. No SDK sends it: they leave it out, and so is it here.
  return value
    .filter((item) => item !== null && item !== undefined)
    .map((item) => convert(item, element, member, 'element'));
}

function convertMap(value: unknown, element: Shape, place: Place): Json {
  if (!isObject(value)) {
    return refuseWhereObjectIsDue(value, 'java.util.Map<java.lang.String, java.lang.String>', place);
  }
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, convert(member, element, '', 'element')]));
}

/** Any number will do for a whole one: Java cuts off what does not fit (seen at DynamoDB; UNKNOWN: ECS). */
function convertNumber(value: unknown, member: string): number {
  const type = DOUBLES.has(member) ? 'Double' : LONGS.has(member) ? 'Long' : 'Integer';
  if (typeof value !== 'number') return refuse(value, type);
  if (type === 'Double') return value;
  const [least, most] = type === 'Long' ? [-(2 ** 63), 2 ** 63] : [-(2 ** 31), 2 ** 31 - 1];
  // Adding zero makes 0 of -0.
  return Math.min(Math.max(Math.trunc(value), least), most) + 0;
}

function convertBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return refuse(value, 'Boolean');
  const word = value.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw serialization('Unexpected token received from parser');
}

/** Epoch seconds. Callers in memory may hand over the Date that an SDK would have written so. */
function convertTime(value: unknown): number {
  if (value instanceof Date) return value.getTime() / 1000;
  return typeof value === 'number' ? value : refuse(value, 'Date');
}

function refuseWhereObjectIsDue(value: unknown, javaType: string, place: Place): never {
  if (Array.isArray(value)) throw serialization(`Unrecognized collection type ${javaType}`);
  throw serialization(place === 'field' ? 'Unexpected field type' : 'Unexpected value type in payload');
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
  return new AwsFault('SerializationException', message, { messageKey: 'Message' });
}
