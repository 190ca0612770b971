import type { Shape } from '../input/schema.ts';

/** Control characters that XML 1.0 has no way to say; answers carry a replacement character in their place. */
const UNSPEAKABLE = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/** An element; `content` is XML. */
export function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** `text` as XML, nothing in it markup. */
export function escapeXml(text: string): string {
  const speakable = text.toWellFormed().replaceAll(UNSPEAKABLE, '\ufffd');
  return speakable.replaceAll(/[&<>"\r]/g, (character) => ENTITIES[character] ?? '');
}

/**
 * What stands inside the element of `value`, as the query protocol has it: lists are `<member>` elements, maps
 * `<entry>` elements of `<key>` and `<value>`, times ISO 8601 with milliseconds. Members that the SDK does not know go
 * out too; absent ones do not.
 */
export function xmlContent(value: unknown, shape: Shape | undefined): string {
  if (shape?.kind === 'timestamp' && typeof value === 'number') return new Date(Math.round(value * 1000)).toISOString();
  if (Array.isArray(value)) {
    const item = shape?.kind === 'list' ? shape.of() : undefined;
    return value.map((inner) => element('member', xmlContent(inner, item))).join('');
  }
  if (typeof value === 'object' && value !== null) return membersOf(Object.entries(value), shape);
  return escapeXml(String(value));
}

function membersOf(members: readonly [string, unknown][], shape: Shape | undefined): string {
  const present = members.filter(([, member]) => member !== undefined && member !== null);
  if (shape?.kind === 'map') {
    return present.map(([key, member]) => element('entry', keyAndValue(key, xmlContent(member, shape.of())))).join('');
  }
  const known = shape?.kind === 'structure' ? shape.members : undefined;
  return present.map(([name, member]) => element(name, xmlContent(member, known?.get(name)?.shape()))).join('');
}

function keyAndValue(key: string, content: string): string {
  return element('key', escapeXml(key)) + element('value', content);
}
