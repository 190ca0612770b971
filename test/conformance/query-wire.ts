import { inputShape, outputShape } from '../../src/simulator/input/schema.ts';
import type { Shape } from '../../src/simulator/input/schema.ts';
import type { Json, ServiceName } from '../../src/simulator/operation.ts';
import { registry } from '../../src/simulator/registry.ts';

/** A call in the query protocol: the form that an SDK would send. */
export function queryForm(service: ServiceName, operation: string, input: Json): string {
  const { query, sdk } = registry[service];
  const shape = inputShape(sdk, operation);
  const flat = shape === undefined ? [] : flatten(input, shape, '');
  return String(new URLSearchParams([['Action', operation], ['Version', query?.version ?? ''], ...flat]));
}

/** An answer of the query protocol as JSON would have it; an error has its code as `__type`. */
export function queryAnswer(service: ServiceName, operation: string, xml: string): Json {
  const root = parse(xml);
  const error = child(root, 'Error');
  if (error !== undefined) return { __type: text(child(error, 'Code')), message: text(child(error, 'Message')) };
  const result = child(root, `${operation}Result`);
  const shape = outputShape(registry[service].sdk, operation);
  return result === undefined || shape === undefined ? {} : (read(result, shape) as Json);
}

function flatten(value: unknown, shape: Shape, name: string): [string, string][] {
  const inner = (key: string): string => (name === '' ? key : `${name}.${key}`);
  if (Array.isArray(value)) {
    if (value.length === 0) return [[name, '']];
    const item = shape.kind === 'list' ? shape.of() : shape;
    return value.flatMap((each, index) => flatten(each, item, inner(`member.${index + 1}`)));
  }
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, member]) => {
    const known = shape.kind === 'structure' ? shape.members.get(key)?.shape() : undefined;
    return member === undefined ? [] : flatten(member, known ?? { kind: 'any' }, inner(key));
  });
}

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

/** Reads XML without attributes, comments and declarations, as the simulator writes it. */
function parse(xml: string): Element {
  const top: Element = { name: '', children: [], text: '' };
  const open = [top];
  for (const [, close, name, empty, content] of xml.matchAll(/<(\/?)([A-Za-z]+)[^>]*?(\/?)>|([^<]+)/g)) {
    const place = open.at(-1) ?? top;
    if (name === undefined) place.text += unescape(content ?? '');
    else if (close === '/') open.pop();
    else {
      const element: Element = { name, children: [], text: '' };
      place.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const root = top.children[0];
  if (root === undefined || open.length !== 1) throw new Error(`no well-formed XML: ${xml}`);
  return root;
}

function read(element: Element, shape: Shape): unknown {
  switch (shape.kind) {
    case 'structure':
      return Object.fromEntries(
        element.children.map((each) => [
          each.name,
          read(each, shape.members.get(each.name)?.shape() ?? { kind: 'any' }),
        ]),
      );
    case 'list':
      return element.children.map((each) => read(each, shape.of()));
    case 'map':
      return Object.fromEntries(element.children.map((each) => [text(child(each, 'key')), text(child(each, 'value'))]));
    case 'number':
      return Number(element.text);
    case 'boolean':
      return element.text === 'true';
    case 'timestamp':
      return Date.parse(element.text) / 1000;
    default:
      return element.text;
  }
}

function child(element: Element, name: string): Element | undefined {
  return element.children.find((each) => each.name === name);
}

function text(element: Element | undefined): string {
  return element?.text ?? '';
}

function unescape(content: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#xD': '\r' };
  return content.replaceAll(/&([^;]+);/g, (whole, name: string) => entities[name] ?? whole);
}
