import { describe, expect, it } from '@jest/globals';
import { holds, namesIn, parseAlarmRule } from './alarm-rule.ts';

const states: Readonly<Record<string, string>> = { a: 'ALARM', b: 'OK', c: 'INSUFFICIENT_DATA', 'with space': 'ALARM' };

function isOn(rule: string): boolean {
  return holds(parseAlarmRule(rule), (name) => states[name] ?? '');
}

describe('an alarm rule', () => {
  it.each<[string, boolean]>([
    ['TRUE', true],
    ['FALSE', false],
    ['NOT TRUE', false],
    ['NOT NOT FALSE', false],
    ['TRUE OR FALSE AND FALSE', true],
    ['(TRUE OR FALSE) AND FALSE', false],
    ['ALARM(a)', true],
    ['ALARM ( a )', true],
    ['ALARM("with space")', true],
    ['OK(b) AND INSUFFICIENT_DATA(c)', true],
    ['ALARM(a) AND NOT (ALARM(b) OR OK(c))', true],
    ['AT_LEAST(2, ALARM, (a, b, c))', false],
    ['AT_LEAST(2, NOT ALARM, (a, b, c))', true],
    ['AT_LEAST(50%, ALARM, (a, b))', true],
    ['AT_LEAST(51%, ALARM, (a, b))', false],
  ])('%s is %s', (rule, expected) => {
    expect(isOn(rule)).toBe(expected);
  });

  const start = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";

  it.each([
    ['true', `Unsupported token 'true' at char 0, must be: ${start}`],
    ['not TRUE', `Unsupported token 'not' at char 0, must be: ${start}`],
    ['!TRUE', `Unsupported token '!TRUE' at char 0, must be: ${start}`],
    ['alarm(a)', `Unsupported token 'alarm' at char 0, must be: ${start}`],
    ['UNKNOWN(a)', `Unsupported token 'UNKNOWN' at char 0, must be: ${start}`],
    ['TRUE and FALSE', "Unsupported token 'and' at char 5, must be: <EOF>, 'AND', 'OR'"],
    ['TRUE or FALSE', "Unsupported token 'or' at char 5, must be: <EOF>, 'AND', 'OR'"],
    ['TRUE && FALSE', "Unsupported token '&&' at char 5, must be: <EOF>, 'AND', 'OR'"],
    ['TRUE FALSE', "Unsupported token 'FALSE' at char 5, must be: <EOF>"],
    ['TRUE junk', "Unsupported token 'junk' at char 5, must be: <EOF>"],
    ['ALARM(an alarm with spaces)', "Unsupported token 'alarm' at char 9, must be: ')'"],
    ['AT_LEAST(-1, ALARM, (a,b))', "Unsupported token '-1' at char 9, must be: NUMBER, PERCENTAGE NUMBER"],
    ['AT_LEAST(1.5, ALARM, (a,b))', "Unsupported token '1.5' at char 9, must be: NUMBER, PERCENTAGE NUMBER"],
    ['AT_LEAST(50.5%, ALARM, (a,b))', "Unsupported token '50.5%' at char 9, must be: NUMBER, PERCENTAGE NUMBER"],
    ['AT_LEAST(0, ALARM, (a,b))', 'AT_LEAST absolute threshold must be between 1 and number of alarms (2)'],
    ['AT_LEAST(3, ALARM, (a,b))', 'AT_LEAST absolute threshold must be between 1 and number of alarms (2)'],
    ['AT_LEAST(0%, ALARM, (a,b))', 'AT_LEAST percentage threshold must be between 1 and 100'],
    ['AT_LEAST(101%, ALARM, (a,b))', 'AT_LEAST percentage threshold must be between 1 and 100'],
    [
      'AT_LEAST(1, BOGUS, (a,b))',
      "Unsupported token 'BOGUS' at char 12, must be: 'NOT', ALARM, OK, or INSUFFICIENT_DATA",
    ],
    [
      'AT_LEAST(1, ALARM, ())',
      "Unsupported token '))' at char 20, must be: 'NOT', 'AND', 'OR', 'AT_LEAST', NUMBER, PERCENTAGE NUMBER, " +
        'TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA, unquoted alarm name, quoted alarm name',
    ],
  ])('%s is refused as AWS refuses it', (rule, message) => {
    expect(() => parseAlarmRule(rule)).toThrow(new Error(message));
  });
});

describe('namesIn', () => {
  it.each<[string, string[]]>([
    ['TRUE', []],
    ['ALARM(a) OR NOT OK(a) AND ALARM("b c")', ['a', 'b c']],
    [String.raw`ALARM("a\"b") OR ALARM("a)b") OR ALARM('x')`, ['a"b', 'a)b', "'x'"]],
    ['AT_LEAST(1, ALARM, (a, a, b))', ['a', 'b']],
    ['ALARM(arn:aws:cloudwatch:us-east-1:111122223333:alarm:a)', ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:a']],
  ])('%s', (rule, names) => {
    expect(namesIn(parseAlarmRule(rule))).toEqual(names);
  });
});
