import { type Cron, CronError, parseCron } from './cron.ts';
import { daysInMonth, fromLocal, isTimezone, type LocalTime, toLocal } from './local-time.ts';
import { invalid } from './refusals.ts';
import type { ScheduledActionRecord } from './state.ts';

type Schedule =
  | { readonly kind: 'at'; readonly time: LocalTime }
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly cron: Cron };

const dayMs = 86_400_000;
const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: dayMs };
/** A cron expression that matches nothing within these days is given up: five years. */
const cronHorizonDays = 5 * 366;

/** @throws AwsFault ValidationException */
export function checkSchedule(text: string): void {
  parseSchedule(text);
}

/** @throws AwsFault ValidationException */
export function checkTimezone(timezone: string): void {
  if (!isTimezone(timezone)) throw invalid(`Invalid schedule timezone: ${timezone}`);
}

/** The first time after `after` at which the action is due (epoch milliseconds), within its start and end. */
export function nextTime(action: ScheduledActionRecord, after: number): number | undefined {
  const from = Math.max(after, (action.startTime ?? 0) - 1);
  const next = nextOf(parseSchedule(action.schedule), action, from);
  return next === undefined || (action.endTime !== undefined && next > action.endTime) ? undefined : next;
}

function nextOf(schedule: Schedule, action: ScheduledActionRecord, after: number): number | undefined {
  const timezone = action.timezone ?? 'UTC';
  switch (schedule.kind) {
    case 'at': {
      const time = fromLocal(schedule.time, timezone);
      return time > after ? time : undefined;
    }
    case 'rate': {
      const start = action.startTime ?? action.createdAt;
      const passed = Math.floor((after - start) / schedule.everyMs);
      return start + Math.max(passed + 1, action.startTime === undefined ? 1 : 0) * schedule.everyMs;
    }
    case 'cron':
      return nextOfCron(schedule.cron, after, timezone);
  }
}

function nextOfCron(cron: Cron, after: number, timezone: string): number | undefined {
  const today = toLocal(after, timezone);
  const startOfToday = Date.UTC(today.year, today.month - 1, today.date);
  for (let days = 0; days < cronHorizonDays; days++) {
    const day = new Date(startOfToday + days * dayMs);
    const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
    const weekday = day.getUTCDay() + 1;
    if (!cron.matchesDay({ year, month, date, weekday, daysInMonth: daysInMonth(year, month) })) continue;
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const time = fromLocal({ year, month, date, hour, minute, second: 0 }, timezone);
        if (time > after) return time;
      }
    }
  }
  return undefined;
}

function parseSchedule(text: string): Schedule {
  const [, kind, inner = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text.trim()) ?? [];
  if (kind === 'at') return { kind, time: parseAt(inner) };
  if (kind === 'rate') return { kind, everyMs: parseRate(inner) };
  if (kind === 'cron') return { kind, cron: parseCronOrRefuse(inner) };
  // UNKNOWN: the text for what is none of the three.
  throw wrong(`Unsupported schedule: ${text}`);
}

function parseCronOrRefuse(inner: string): Cron {
  try {
    return parseCron(inner);
  } catch (error) {
    if (error instanceof CronError) throw wrong(error.message);
    throw error;
  }
}

/** `1 days` is as good as `1 day` (recorded). */
function parseRate(inner: string): number {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inner) ?? [];
  // UNKNOWN: the text.
  if (count === undefined) throw wrong(`Invalid rate expression: ${inner}`);
  if (Number(count) === 0) throw tooOften();
  return Number(count) * (unitMs[unit] ?? dayMs);
}

function parseAt(inner: string): LocalTime {
  const refuse = (why: string): never => {
    throw wrong(`Invalid schedule at DateTime expression: Cannot parse "${inner}": ${why}`);
  };
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(inner);
  if (match === null) return refuse('Invalid format');
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const check = (value: number, name: string, first: number, last: number): void => {
    if (value < first || value > last) refuse(`Value ${value} for ${name} must be in the range [${first},${last}]`);
  };
  check(month, 'monthOfYear', 1, 12);
  check(date, 'dayOfMonth', 1, daysInMonth(year, month));
  check(hour, 'hourOfDay', 0, 23);
  check(minute, 'minuteOfHour', 0, 59);
  check(second, 'secondOfMinute', 0, 59);
  return { year, month, date, hour, minute, second };
}

/** What a rate of nothing comes to: both runs are the epoch (recorded). */
function tooOften(): Error {
  const epoch = new Date(0).toISOString();
  return invalid(`Invalid schedule frequency. Run for '${epoch}' and '${epoch}' are less than 60 seconds apart`);
}

function wrong(details: string): Error {
  return invalid(`Invalid schedule expression. Details: ${details}`);
}
