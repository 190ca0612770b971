/**
 * Freezes a JSON value through and through, so that an accidental write to a shared object throws where it happens.
 * Costs time per object: the store does it in tests and development only.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}
