/**
 * Orders two resourceVersions of one resource type. They are decimal numbers of any length, and comparing them is
 * allowed since Kubernetes 1.35 (KEP-5504, "comparable resource version").
 *
 * @returns negative when `a` is older, 0 when equal, positive when newer
 * @throws {TypeError} when one of them is not a decimal number
 */
export function compareResourceVersions(a: string, b: string): number {
  assertResourceVersion(a);
  assertResourceVersion(b);
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** True when `a` is strictly newer than `b`; see {@link compareResourceVersions}. */
export function isNewer(a: string, b: string): boolean {
  return compareResourceVersions(a, b) > 0;
}

/** The newer of the two. */
export function newest(a: string, b: string): string {
  return isNewer(a, b) ? a : b;
}

const decimal = /^(0|[1-9][0-9]*)$/;

/** @throws {TypeError} when `value` is not a decimal number without leading zeros */
export function assertResourceVersion(value: unknown): asserts value is string {
  if (typeof value !== 'string' || !decimal.test(value)) {
    throw new TypeError(`not a comparable resourceVersion: ${JSON.stringify(value)}`);
  }
}
