import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names the declared TypeScript type of a member, by structure and member; `[]` and `undefined` are taken off. */
export type DeclaredTypes = ReadonlyMap<string, ReadonlyMap<string, string>>;

const COMMENT = /\/\*\*[\s\S]*?\*\//g;
const INTERFACE = /export interface (\w+)[^{]*\{([^}]*)\}/g;
const UNION = /export declare namespace (\w+) \{([\s\S]*?)\n\}/g;
const MEMBER = /^\s*(\w+)\??: ([^;]+);/gm;

/**
 * Reads the declaration files of an SDK package. The runtime schemas do not tell which strings are enumerations; the
 * declarations do (`networkMode?: NetworkMode | undefined`).
 */
export function readDeclaredTypes(packageName: string): DeclaredTypes {
  const folder = join(packageFolder(packageName), 'dist-types', 'models');
  const files = readdirSync(folder).filter((file) => /^models_\d+\.d\.ts$/.test(file));
  return parseDeclarations(files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n'));
}

/** The pure part of {@link readDeclaredTypes}. */
export function parseDeclarations(source: string): DeclaredTypes {
  const types = new Map<string, Map<string, string>>();
  const code = source.replaceAll(COMMENT, '');
  // A union is a namespace of interfaces, each of which says `never` for the members of the others; its visitor is
  // of no use here.
  for (const [, name = '', body = ''] of [...code.matchAll(INTERFACE), ...code.matchAll(UNION)]) {
    const members = [...body.matchAll(MEMBER)].map(([, member = '', type = '']) => [member, bareType(type)] as const);
    types.set(name, new Map(members.filter(([, type]) => type !== 'never' && !type.includes('=>'))));
  }
  return types;
}

function bareType(type: string): string {
  return type.replaceAll(/\s*\|\s*undefined|\(|\)|\[\]/g, '').trim();
}

function packageFolder(packageName: string): string {
  const entry = fileURLToPath(import.meta.resolve(packageName));
  const end = entry.lastIndexOf(packageName) + packageName.length;
  return end > packageName.length ? entry.slice(0, end) : dirname(entry);
}
