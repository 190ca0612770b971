/**
 * The part of the AWS SDK's runtime schemas that input checks need. The SDK exports them beside its commands
 * (`RegisterTaskDefinition$`, `RegisterTaskDefinitionRequest$`) as nested arrays and numbers.
 */
export type SdkExports = Readonly<Record<string, unknown>>;

export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'any' }
  | { readonly kind: 'list' | 'map'; readonly of: () => Shape }
  | { readonly kind: 'structure'; readonly name: string; readonly members: ReadonlyMap<string, Member> };

export interface Member {
  readonly shape: () => Shape;
  readonly required: boolean;
}

const STRUCTURE = 3;
const LIST = 1;
const MAP = 2;
const OPERATION = 9;
/** Added to a simple type's number: a list or a map of it. */
const LIST_OF = 64;
const MAP_OF = 128;

const simple: Readonly<Record<number, 'string' | 'number' | 'boolean' | 'timestamp'>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp',
  6: 'timestamp',
  7: 'timestamp',
};

const known = new Map<unknown, Shape>();

/** The shape of an operation's input; undefined when the SDK does not know the operation. */
export function inputShape(sdk: SdkExports, operation: string): Shape | undefined {
  const schema = operationSchema(sdk, operation);
  return schema && shapeOf(schema[4]);
}

/** The shape of an operation's output; undefined when the SDK does not know the operation. */
export function outputShape(sdk: SdkExports, operation: string): Shape | undefined {
  const schema = operationSchema(sdk, operation);
  return schema && shapeOf(schema[5]);
}

/** `[9, namespace, name, traits, input, output]`. */
function operationSchema(sdk: SdkExports, operation: string): readonly unknown[] | undefined {
  const schema = Object.hasOwn(sdk, `${operation}$`) ? sdk[`${operation}$`] : undefined;
  return Array.isArray(schema) && schema[0] === OPERATION ? schema : undefined;
}

/** Decodes one schema; the same schema is decoded once. */
function shapeOf(schema: unknown): Shape {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const shape = decode(schema);
  if (typeof schema !== 'number') known.set(schema, shape);
  return shape;
}

function decode(schema: unknown): Shape {
  if (typeof schema === 'function') return shapeOf((schema as () => unknown)());
  if (typeof schema === 'number') return decodeNumber(schema);
  if (!Array.isArray(schema)) return { kind: 'any' };
  // A reference with traits (sensitive and the like): [schema, traits].
  if (schema.length === 2) return shapeOf(schema[0]);
  switch (schema[0]) {
    case STRUCTURE:
      return decodeStructure(schema);
    case LIST:
      return { kind: 'list', of: () => shapeOf(schema[4]) };
    case MAP:
      return { kind: 'map', of: () => shapeOf(schema[5]) };
    case 0:
      return shapeOf(schema[4]);
    default:
      return { kind: 'any' };
  }
}

function decodeNumber(code: number): Shape {
  if (code >= MAP_OF) return { kind: 'map', of: () => decodeNumber(code - MAP_OF) };
  if (code >= LIST_OF) return { kind: 'list', of: () => decodeNumber(code - LIST_OF) };
  return { kind: simple[code] ?? 'any' };
}

/** `[3, namespace, name, traits, member names, member schemas, how many of the first are required]`. */
function decodeStructure(schema: readonly unknown[]): Shape {
  const names = schema[4] as string[];
  const schemas = schema[5] as unknown[];
  const required = typeof schema[6] === 'number' ? schema[6] : 0;
  const members = names.map((name, index): [string, Member] => [
    name,
    { shape: () => shapeOf(schemas[index]), required: index < required },
  ]);
  return { kind: 'structure', name: String(schema[2]), members: new Map(members) };
}
