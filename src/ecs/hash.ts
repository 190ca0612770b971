import { createHash } from 'node:crypto';

/**
 * The version of the content hash. Raise it when normalisation changes what two equal specs hash to: the operator then
 * rewrites recorded hashes and tags of unchanged objects and registers nothing.
 */
export const HASH_VERSION = 2;

/** sha256, as hex, of a JSON value whose object keys are sorted and whose `undefined` and `null` members are left out. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** `v<version>:<sha256>`: the form that stands in status and in the tag on a revision. */
export function versionedHash(value: unknown, version: number = HASH_VERSION): string {
  return `v${version}:${canonicalHash(value)}`;
}

/** The `v<N>` of a versioned hash. */
export function hashVersionOf(hash: string): string {
  return hash.slice(0, hash.indexOf(':'));
}

/** JSON with sorted keys; members that are `undefined` or `null` are as good as absent. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, member: unknown) => (isPlainObject(member) ? sortedMembers(member) : member)) ?? ''
  );
}

function sortedMembers(object: Record<string, unknown>): Record<string, unknown> {
  const present = Object.entries(object).filter(([, member]) => member !== undefined && member !== null);
  present.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(present);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
