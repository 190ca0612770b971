import { describe, expect, it } from '@jest/globals';
import { fromLocal, isTimezone, toLocal } from './local-time.ts';
import { checkSchedule, checkTimezone, nextTime } from './schedule-expression.ts';
import type { ScheduledActionRecord } from './state.ts';

const created = Date.parse('2026-09-16T12:00:00Z');

function action(schedule: string, more: Partial<ScheduledActionRecord> = {}): ScheduledActionRecord {
  return { name: 's', createdAt: created, schedule, action: { MinCapacity: 1 }, ...more };
}

function next(schedule: string, after = created, more: Partial<ScheduledActionRecord> = {}): string | undefined {
  const time = nextTime(action(schedule, more), after);
  return time === undefined ? undefined : new Date(time).toISOString();
}

describe('nextTime', () => {
  it.each([
    ['at(2026-09-17T08:00:00)', 'UTC', '2026-09-17T08:00:00.000Z'],
    ['at(2026-09-17T08:00:00)', 'Europe/Berlin', '2026-09-17T06:00:00.000Z'],
    ['at(2020-01-01T00:00:00)', 'UTC', undefined],
    ['rate(5 minutes)', 'UTC', '2026-09-16T12:05:00.000Z'],
    ['rate(1 days)', 'UTC', '2026-09-17T12:00:00.000Z'],
    ['cron(30 8 * * ? *)', 'UTC', '2026-09-17T08:30:00.000Z'],
    ['cron(30 8 * * ? *)', 'America/New_York', '2026-09-16T12:30:00.000Z'],
    ['cron(0 0 1 1 ? *)', 'UTC', '2027-01-01T00:00:00.000Z'],
    ['cron(0 0 30 2 ? *)', 'UTC', undefined],
  ])('of %s in %s is %s', (schedule, timezone, expected) => {
    expect(next(schedule, created, { timezone })).toBe(expected);
  });

  it('goes on from the last time', () => {
    const first = Date.parse('2026-09-16T12:05:00Z');

    expect(next('rate(5 minutes)', first)).toBe('2026-09-16T12:10:00.000Z');
    expect(next('cron(5,10 12 * * ? *)', first)).toBe('2026-09-16T12:10:00.000Z');
  });

  it('keeps to start and end', () => {
    const startTime = Date.parse('2026-09-20T00:00:00Z');
    const endTime = Date.parse('2026-09-20T12:00:00Z');

    expect(next('rate(1 hour)', created, { startTime, endTime })).toBe('2026-09-20T00:00:00.000Z');
    expect(next('rate(1 hour)', endTime, { startTime, endTime })).toBeUndefined();
    expect(next('cron(0 0 * * ? *)', created, { startTime })).toBe('2026-09-20T00:00:00.000Z');
  });

  it('follows daylight saving', () => {
    const schedule = { timezone: 'Europe/Berlin' };

    expect(next('cron(0 9 * * ? *)', Date.parse('2026-10-24T12:00:00Z'), schedule)).toBe('2026-10-25T08:00:00.000Z');
    expect(next('cron(0 9 * * ? *)', Date.parse('2026-10-23T12:00:00Z'), schedule)).toBe('2026-10-24T07:00:00.000Z');
  });
});

describe('checkSchedule', () => {
  it.each([
    ['cron(0 1 * * *)', 'Invalid CRON expression: error at position 9, details: Unexpected end of expression.'],
    [
      'at(2099-02-30T00:00:00)',
      'Invalid schedule at DateTime expression: Cannot parse "2099-02-30T00:00:00": ' +
        'Value 30 for dayOfMonth must be in the range [1,28]',
    ],
    ['at(2099-13-01T00:00:00)', 'Value 13 for monthOfYear must be in the range [1,12]'],
    ['at(2099-01-01T24:00:00)', 'Value 24 for hourOfDay must be in the range [0,23]'],
    ['at(tomorrow)', 'Cannot parse "tomorrow"'],
    ['cron(0 1 * * * *)', 'Specifying both a day-of-week AND a day-of-month parameter is not supported.'],
    ['every day', 'Unsupported schedule'],
  ])('refuses %s', (schedule, words) => {
    expect(() => checkSchedule(schedule)).toThrow(words);
  });

  it('knows time zones', () => {
    expect(() => checkTimezone('Mars/Olympus')).toThrow('Invalid schedule timezone: Mars/Olympus');
    expect(isTimezone('Asia/Kolkata')).toBe(true);
  });
});

describe('local time', () => {
  it.each(['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland'])('goes there and back in %s', (timezone) => {
    for (let hour = 0; hour < 24 * 365; hour += 37) {
      const time = Date.parse('2026-01-01T00:30:00Z') + hour * 3_600_000;
      const back = fromLocal(toLocal(time, timezone), timezone);
      // The hour that a clock shows twice may be either one.
      expect(Math.abs(back - time) % 3_600_000).toBe(0);
      expect(Math.abs(back - time)).toBeLessThanOrEqual(3_600_000);
    }
  });
});
