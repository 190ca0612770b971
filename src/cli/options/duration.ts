import { InvalidValue, type OptionKind } from './kinds.ts';

const unitMs = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
const pattern = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** A span of time, as Go and Kubernetes write it; the value is in milliseconds. The bounds are texts of that form too. */
export function duration({ min, max }: { readonly min: string; readonly max: string }): OptionKind<number> {
  const [least, most] = [parseDuration(min), parseDuration(max)];
  const parse = (value: string): number => {
    const ms = parseDuration(value);
    if (ms < least || ms > most) {
      throw new InvalidValue();
    }
    return ms;
  };
  return {
    placeholder: 'duration',
    allowed: `a duration from ${min} to ${max}, such as 90s or 1h30m`,
    schema: { type: 'string', minLength: 1 },
    parse,
    fromFile: (value) => parse(value as string),
    format: formatDuration,
  };
}

/** Milliseconds of a duration such as `1h30m`, `90s`, `250ms`. Throws {@link InvalidValue}. */
export function parseDuration(text: string): number {
  const match = pattern.exec(text);
  if (match === null || text === '') {
    throw new InvalidValue();
  }
  const amounts = match.slice(1).map((digits) => Number(digits ?? 0));
  return Object.values(unitMs).reduce((sum, unit, index) => sum + unit * (amounts[index] ?? 0), 0);
}

/** The shortest text that {@link parseDuration} reads as `ms`. */
export function formatDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, size] of Object.entries(unitMs)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    text += amount > 0 ? `${amount}${unit}` : '';
  }
  return text === '' ? '0s' : text;
}
