/** A cron expression of six fields, as AWS has them: minute, hour, day of month, month, day of week, year. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly matchesDay: (day: CronDay) => boolean;
}

export interface CronDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
  /** 1 is Sunday. */
  readonly weekday: number;
  readonly daysInMonth: number;
}

/** What is wrong with an expression, in AWS's words. */
export class CronError extends Error {
  override readonly name = 'CronError';
}

interface Field {
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
}

const minuteField: Field = { first: 0, last: 59 };
const hourField: Field = { first: 0, last: 23 };
const dateField: Field = { first: 1, last: 31 };
const monthField: Field = {
  first: 1,
  last: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const weekdayField: Field = { first: 1, last: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };
const yearField: Field = { first: 1970, last: 2199 };

/** Reads what stands between `cron(` and `)`. `L` as a day means the last of the month. @throws CronError */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minute, hour, date, month, weekday, year, ...more] = fields;
  if (year === undefined) throw errorAt(text.length, 'Unexpected end of expression.');
  if (more.length > 0) throw errorAt(text.indexOf(more[0] ?? ''), 'Unexpected text at the end of expression.');
  if (date !== '?' && weekday !== '?') {
    throw errorAt(0, 'Specifying both a day-of-week AND a day-of-month parameter is not supported.');
  }
  const months = new Set(values(month ?? '', monthField, text));
  const years = new Set(values(year, yearField, text));
  const isByWeekday = weekday !== '?';
  const weekdays = new Set(isByWeekday ? values(weekday ?? '', weekdayField, text) : []);
  const isLast = date === 'L';
  const dates = new Set(isByWeekday || isLast ? [] : values(date ?? '', dateField, text));
  return {
    minutes: values(minute ?? '', minuteField, text),
    hours: values(hour ?? '', hourField, text),
    matchesDay: (day) => {
      if (!months.has(day.month) || !years.has(day.year)) return false;
      if (isByWeekday) return weekdays.has(day.weekday);
      return isLast ? day.date === day.daysInMonth : dates.has(day.date);
    },
  };
}

/** Every value that a field allows, ascending: `*`, `?`, lists, ranges, steps, names. */
function values(field: string, { first, last, names = [] }: Field, text: string): number[] {
  // UNKNOWN: the words for a field that is wrong. W and # (nearest weekday, nth weekday) are refused here.
  const wrong = (): CronError => errorAt(Math.max(0, text.indexOf(field)), `Unexpected value ${field}.`);
  const numberOf = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    const value = named >= 0 ? first + named : Number(part);
    if (part === '' || !Number.isInteger(value) || value < first || value > last) throw wrong();
    return value;
  };
  const found = field.split(',').flatMap((part) => {
    const [range = '', stepText] = part.split('/');
    const step = stepText === undefined ? 1 : Number(stepText);
    if (!Number.isInteger(step) || step < 1) throw wrong();
    const [from = '', to] = range.split('-');
    const isAll = range === '*' || range === '?';
    const start = isAll ? first : numberOf(from);
    const open = stepText === undefined ? start : last;
    const end = isAll ? last : to === undefined ? open : numberOf(to);
    return Array.from({ length: Math.max(0, Math.floor((end - start) / step) + 1) }, (_, i) => start + i * step);
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

function errorAt(position: number, details: string): CronError {
  return new CronError(`Invalid CRON expression: error at position ${position}, details: ${details}`);
}
