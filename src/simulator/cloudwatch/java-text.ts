/** The members of CloudWatch's texts that are doubles, which are written as Java does: `10.0`. */
const doubles: ReadonlySet<string> = new Set(['recentDatapoints', 'threshold', 'sampleCount', 'value']);

/** As Java prints a double: `10.0`, `1.0E7`. */
export function asDouble(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** JSON with doubles as CloudWatch writes them (reported of alarms' reason data). */
export function javaJson(value: unknown): string {
  return written(value, false);
}

function written(value: unknown, isDouble: boolean): string {
  if (typeof value === 'number' && isDouble) return asDouble(value);
  if (Array.isArray(value)) return `[${value.map((item) => written(item ?? null, isDouble)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${written(inner, doubles.has(name))}`).join(',')}}`;
}
