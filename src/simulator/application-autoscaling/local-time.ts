/** A time as clocks on the wall show it. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Whether `timezone` is one that the runtime knows (IANA names). */
export function isTimezone(timezone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: timezone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Formatters are costly to make. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timezone, made);
  return made;
}

/** What clocks in `timezone` show at `epochMs`. */
export function toLocal(epochMs: number, timezone: string): LocalTime {
  const parts = formatterOf(timezone).formatToParts(epochMs);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  return {
    year: part('year'),
    month: part('month'),
    date: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** When clocks in `timezone` show `local`: epoch milliseconds. A time that daylight saving skips moves on with it. */
export function fromLocal(local: LocalTime, timezone: string): number {
  const asUtc = utc(local);
  const offsetAt = (epochMs: number): number => utc(toLocal(epochMs, timezone)) - epochMs;
  const guess = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(guess);
}

function utc({ year, month, date, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, date, hour, minute, second);
}
