import type { Shape } from '../input/schema.ts';
import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';

/** The parameters below one name: `Matcher.HttpCode=200` is a value two names deep. */
interface Parameter {
  value: string | undefined;
  readonly inner: Map<string, Parameter>;
}

/**
 * The input of an operation from the flat parameters of the query protocol: lists are `Names.member.1`, maps
 * `Options.entry.1.key` and `.value`, an empty list is its bare name. Timestamps become epoch seconds. Parameters that
 * `shape` does not know are dropped, as AWS drops them.
 *
 * @throws AwsFault MalformedInput where a number, truth value or time is none. UNKNOWN: its words
 */
export function readQueryInput(parameters: Iterable<[string, string]>, shape: Shape): Json {
  const root: Parameter = { value: undefined, inner: new Map() };
  for (const [name, value] of parameters) descend(root, name).value = value;
  return read(root, shape, '') as Json;
}

function descend(root: Parameter, name: string): Parameter {
  let place = root;
  for (const step of name.split('.')) {
    const next = place.inner.get(step) ?? { value: undefined, inner: new Map<string, Parameter>() };
    place.inner.set(step, next);
    place = next;
  }
  return place;
}

function read(parameter: Parameter, shape: Shape, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return readStructure(parameter, shape, path);
    case 'list':
      return numbered(parameter, 'member').map((item, index) => read(item, shape.of(), `${path}.member.${index + 1}`));
    case 'map':
      return readMap(parameter, shape.of(), path);
    default:
      return readText(parameter.value ?? '', shape.kind, path);
  }
}

function readStructure(parameter: Parameter, shape: Extract<Shape, { kind: 'structure' }>, path: string): Json {
  const members = [...shape.members].flatMap(([name, member]): [string, unknown][] => {
    const inner = parameter.inner.get(name);
    if (inner === undefined) return [];
    return [[name, read(inner, member.shape(), path === '' ? name : `${path}.${name}`)]];
  });
  return Object.fromEntries(members);
}

function readMap(parameter: Parameter, element: Shape, path: string): Json {
  const entries = numbered(parameter, 'entry').map((entry): [string, unknown] => {
    const key = entry.inner.get('key')?.value ?? '';
    return [key, read(entry.inner.get('value') ?? entry, element, `${path}.${key}`)];
  });
  return Object.fromEntries(entries);
}

/** What stands below `member.1`, `member.2`…, by number; gaps between the numbers do not count. */
function numbered(parameter: Parameter, word: 'member' | 'entry'): Parameter[] {
  return [...(parameter.inner.get(word)?.inner ?? [])]
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
}

function readText(text: string, kind: Exclude<Shape['kind'], 'structure' | 'list' | 'map'>, path: string): unknown {
  switch (kind) {
    case 'number':
      return text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : malformed(text, path);
    case 'boolean':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : malformed(text, path);
    case 'timestamp':
      return Number.isNaN(Date.parse(text)) ? malformed(text, path) : Date.parse(text) / 1000;
    default:
      return text;
  }
}

function malformed(text: string, path: string): never {
  throw new AwsFault('MalformedInput', `Invalid value '${text}' at '${path}'`);
}
