import { describe, expect, it } from '@jest/globals';
import { parseCron } from './cron.ts';

function day(date: string) {
  const time = new Date(`${date}T00:00:00Z`);
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth() + 1];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, date: time.getUTCDate(), weekday: time.getUTCDay() + 1, daysInMonth };
}

describe('parseCron', () => {
  it.each([
    ['0 9 * * ? *', [0], [9]],
    ['0/15 8-10 * * ? *', [0, 15, 30, 45], [8, 9, 10]],
    ['5,3 */6 * * ? *', [3, 5], [0, 6, 12, 18]],
  ])('reads the time of %s', (text, minutes, hours) => {
    const cron = parseCron(text);

    expect({ minutes: cron.minutes, hours: cron.hours }).toEqual({ minutes, hours });
  });

  it.each([
    ['0 0 ? * MON-FRI *', '2026-09-16', true],
    ['0 0 ? * MON-FRI *', '2026-09-19', false],
    ['0 0 ? * 1 *', '2026-09-20', true],
    ['0 0 L * ? *', '2026-02-28', true],
    ['0 0 L * ? *', '2026-02-27', false],
    ['0 0 1 JAN,jul ? *', '2026-07-01', true],
    ['0 0 1 JAN ? *', '2026-07-01', false],
    ['0 0 * * ? 2027', '2026-07-01', false],
    ['0 0 1-7/2 * ? *', '2026-07-03', true],
  ])('%s on %s: %s', (text, date, expected) => {
    expect(parseCron(text).matchesDay(day(date))).toBe(expected);
  });

  it.each([
    '0 1 * *',
    '0 1 * * ? * extra',
    '60 1 * * ? *',
    '0 1 * * ? 1800',
    'x 1 * * ? *',
    '0 1 15W * ? *',
    '0/0 1 * * ? *',
  ])('refuses %s', (text) => {
    expect(() => parseCron(text)).toThrow('Invalid CRON expression: error at position ');
  });
});
