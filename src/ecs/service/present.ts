/** An object without the members that are `undefined`, as `exactOptionalPropertyTypes` and server-side apply want it. */
export function present<T extends object>(loose: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined)) as T;
}
