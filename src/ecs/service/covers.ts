/**
 * Whether `live`, as AWS reads it back, carries everything that `wanted` says. Members that `wanted` does not name are
 * ignored: AWS fills in defaults, and the shape of what it reads back grows over time. Lists must have the same length
 * and order (fields whose order AWS does not keep are sorted before, see canonical.ts). `false`, `0` and empty values
 * are as good as absent.
 */
export function covers(live: unknown, wanted: unknown): boolean {
  if (isEmpty(wanted)) return isEmpty(live) || isObject(wanted);
  if (Array.isArray(wanted)) return Array.isArray(live) && sameLength(live, wanted) && coversEach(live, wanted);
  if (isObject(wanted)) return isObject(live) && Object.keys(wanted).every((key) => covers(live[key], wanted[key]));
  return live === wanted;
}

function coversEach(live: readonly unknown[], wanted: readonly unknown[]): boolean {
  return wanted.every((item, index) => covers(live[index], item));
}

function sameLength(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every((member) => member === undefined || member === null);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
