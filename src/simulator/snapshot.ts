/**
 * Plain data with Maps and Sets in it, as JSON text and back. Maps stand as `{"$map": [[key, value], …]}`, Sets as
 * `{"$set": [value, …]}`.
 */
export function toSnapshot(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (member instanceof Map) return { $map: [...(member as Map<unknown, unknown>)] };
    if (member instanceof Set) return { $set: [...(member as Set<unknown>)] };
    return member;
  });
}

/** @throws SyntaxError when `text` is no JSON. */
export function fromSnapshot(text: string): unknown {
  return JSON.parse(text, (_key, member: unknown) => {
    if (typeof member !== 'object' || member === null) return member;
    if ('$map' in member) return new Map(member.$map as [unknown, unknown][]);
    if ('$set' in member) return new Set(member.$set as unknown[]);
    return member;
  });
}
