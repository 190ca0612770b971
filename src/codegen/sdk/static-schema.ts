/**
 * Reads the AWS SDK's own runtime schemas, the arrays that its packages export under names such as
 * `RegisterTaskDefinitionRequest$`, into a plain model. The encoding is documented by the types of `@smithy/types`:
 * `[3, namespace, name, traits, memberNames, memberSchemas, requiredCount?]` is a structure whose first
 * `requiredCount` members are required, 4 a union, `[1, …, item]` a list, `[2, …, key, value]` a map; numbers are
 * simple types, with 64 added for a list and 128 for a map of them; a schema may be wrapped in a function (lazy) or
 * in a pair with traits.
 */
export type Shape =
  | { readonly type: 'string' | 'number' | 'boolean' | 'timestamp' | 'document' }
  | { readonly type: 'list'; readonly item: Shape }
  | { readonly type: 'map'; readonly value: Shape }
  | Structure;

export interface Structure {
  readonly type: 'structure';
  readonly name: string;
  /** A union has exactly one of its members. */
  readonly union: boolean;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly required: boolean;
  /** Lazy, because shapes may refer to themselves. */
  readonly shape: () => Shape;
}

const SIMPLE = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'timestamp', 15: 'document' } as const;
const LIST_FLAG = 64;
const MAP_FLAG = 128;

/**
 * Translates one exported schema.
 * @throws Error for an encoding that is not known here: a new SDK needs a look.
 */
export function readShape(encoded: unknown): Shape {
  const schema = unwrap(encoded);
  if (typeof schema === 'number') return simpleShape(schema);
  if (!Array.isArray(schema)) throw new Error(`unknown schema ${JSON.stringify(schema)}`);
  const parts: unknown[] = schema;
  switch (parts[0]) {
    case 0:
      return readShape(parts[4]);
    case 1:
      return { type: 'list', item: readShape(parts[4]) };
    case 2:
      return { type: 'map', value: readShape(parts[5]) };
    case 3:
    case 4:
      return structure(parts);
    default:
      throw new Error(`unknown schema ${JSON.stringify(schema)}`);
  }
}

/** Like {@link readShape}, for schemas that must be structures, such as the requests. */
export function readStructure(encoded: unknown): Structure {
  const shape = readShape(encoded);
  if (shape.type !== 'structure') throw new Error(`expected a structure, got a ${shape.type}`);
  return shape;
}

function unwrap(encoded: unknown): unknown {
  if (typeof encoded === 'function') return unwrap(encoded());
  if (Array.isArray(encoded) && typeof encoded[0] !== 'number') return unwrap(encoded[0]);
  return encoded;
}

function simpleShape(code: number): Shape {
  if (code & LIST_FLAG) return { type: 'list', item: simpleShape(code & ~LIST_FLAG) };
  if (code & MAP_FLAG) return { type: 'map', value: simpleShape(code & ~MAP_FLAG) };
  const type = Object.entries(SIMPLE).find(([known]) => Number(known) === code)?.[1];
  if (type === undefined) throw new Error(`unknown simple schema ${code}`);
  return { type };
}

function structure(parts: unknown[]): Structure {
  const [kind, , name, , memberNames, memberSchemas, requiredCount] = parts;
  if (typeof name !== 'string' || !Array.isArray(memberNames) || !Array.isArray(memberSchemas)) {
    throw new Error(`unknown structure schema ${JSON.stringify(name)}`);
  }
  const required = typeof requiredCount === 'number' ? requiredCount : 0;
  const members = memberNames.map((member: unknown, index) => ({
    name: String(member),
    required: index < required,
    shape: () => readShape(memberSchemas[index]),
  }));
  return { type: 'structure', name, union: kind === 4, members };
}
