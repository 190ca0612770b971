/** Epoch milliseconds as they stand on the wire. */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds) / 1_000;
}

/** As {@link seconds}; nothing stays nothing. */
export function optionalSeconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : seconds(milliseconds);
}

/** The object without the members that are undefined: AWS leaves out what it does not have. */
export function compact(members: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
