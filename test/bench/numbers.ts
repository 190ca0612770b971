/** The value below which `share` of the sorted values lie (nearest rank); NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** How often `value` is `limit`: 1.02 is two per cent above what is possible. */
export function ratio(value: number, limit: number): string {
  return limit === 0 ? '' : (value / limit).toFixed(2);
}

/** With three significant digits, as far as a measurement on a shared machine bears. */
export function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}
