type Json = Record<string, unknown>;

/**
 * A manifest's lowerCamelCase members as Application Auto Scaling and CloudWatch spell them on the wire (`targetValue`
 * → `TargetValue`), at every depth. Their inputs hold no free-form maps, so every key is a member name.
 */
export function toAwsCasing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toAwsCasing);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value as Json)
      .filter(([, member]) => member !== undefined && member !== null)
      .map(([key, member]) => [awsName(key), toAwsCasing(member)]),
  );
}

/** `OKActions` is the one member whose first word is in capitals. */
function awsName(key: string): string {
  return key === 'okActions' ? 'OKActions' : `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}
