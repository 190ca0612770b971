/** The value at a dotted path, `undefined` where any step is missing. */
export function valueAt(object: unknown, path: string): unknown {
  let value: unknown = object;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Sets the value at a dotted path of a JSON object, making the objects on the way. */
export function setAt(object: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  let target = object;
  for (const key of keys) {
    const next = (target[key] ?? {}) as Record<string, unknown>;
    target[key] = next;
    target = next;
  }
  target[last] = value;
}
