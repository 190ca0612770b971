import { describe, expect, it } from '@jest/globals';
import type { Json } from '../operation.ts';
import { createTestAccount } from '../test-account.ts';
import type { TestAccount } from '../test-account.ts';

const alarm = {
  Namespace: 'my',
  MetricName: 'depth',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
};
const topic = 'arn:aws:sns:eu-central-1:123456789012:alarms';

function watch(account: TestAccount, operation: string, input: Json = {}): Json {
  return account.call('cloudwatch', operation, input);
}

/** An account with the metric alarms `a` and `b`, in INSUFFICIENT_DATA. */
function withAlarms(): TestAccount {
  const account = createTestAccount();
  account.start();
  for (const AlarmName of ['a', 'b']) watch(account, 'PutMetricAlarm', { ...alarm, AlarmName });
  return account;
}

function compose(account: TestAccount, AlarmName: string, AlarmRule: string, more: Json = {}): Json {
  return watch(account, 'PutCompositeAlarm', { AlarmName, AlarmRule, ...more });
}

function set(account: TestAccount, AlarmName: string, StateValue: string): void {
  watch(account, 'SetAlarmState', { AlarmName, StateValue, StateReason: 'test' });
}

function composite(account: TestAccount, name: string): Json {
  const input = { AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] };
  return (watch(account, 'DescribeAlarms', input)['CompositeAlarms'] as Json[])[0] ?? {};
}

function names(account: TestAccount, input: Json): unknown[] {
  const answer = watch(account, 'DescribeAlarms', input);
  const all = [...((answer['MetricAlarms'] ?? []) as Json[]), ...((answer['CompositeAlarms'] ?? []) as Json[])];
  return all.map(({ AlarmName }) => AlarmName);
}

describe('a composite alarm', () => {
  it.each([
    ['ALARM(a)', 'ALARM'],
    ['ALARM("a") AND ALARM(b)', 'OK'],
    ['ALARM(a) AND NOT ALARM(b)', 'ALARM'],
    ['OK(b) OR FALSE', 'ALARM'],
    ['INSUFFICIENT_DATA(a) OR (OK(a) AND TRUE)', 'OK'],
  ])('is created in the state of its rule: %s', (rule, state) => {
    const account = withAlarms();
    set(account, 'a', 'ALARM');
    set(account, 'b', 'OK');
    compose(account, 'both', rule);
    expect(composite(account, 'both')).toMatchObject({ StateValue: state, AlarmRule: rule, ActionsEnabled: true });
  });

  it('follows its children, and those that watch it follow too', () => {
    const account = withAlarms();
    compose(account, 'one', 'ALARM(a)');
    compose(account, 'two', 'ALARM(one) AND INSUFFICIENT_DATA(b)');
    set(account, 'a', 'ALARM');
    expect(composite(account, 'one')).toMatchObject({
      StateValue: 'ALARM',
      StateReason: expect.stringMatching(
        /^arn:aws:cloudwatch:.*:alarm:a transitioned to ALARM at \w+ \d\d \w+, \d{4} /,
      ),
    });
    expect(composite(account, 'two')['StateValue']).toBe('ALARM');
    set(account, 'b', 'OK');
    expect(composite(account, 'two')['StateValue']).toBe('OK');
  });

  it('finds its children and parents', () => {
    const account = withAlarms();
    compose(account, 'up', 'ALARM(a) OR ALARM(b)');
    expect(names(account, { ChildrenOfAlarmName: 'up' })).toEqual(['a', 'b']);
    expect(names(account, { ParentsOfAlarmName: 'a' })).toEqual(['up']);
  });

  it('keeps those that it needs from being deleted', () => {
    const account = withAlarms();
    compose(account, 'up', 'ALARM(a)');
    expect(account.refusal('DeleteAlarms', { AlarmNames: ['a'] }, 'cloudwatch')).toMatch(/^ValidationError: .*a/);
    watch(account, 'DeleteAlarms', { AlarmNames: ['up'] });
    watch(account, 'DeleteAlarms', { AlarmNames: ['a'] });
    expect(names(account, {})).toEqual(['b']);
  });

  it('is told in the history with its actions, but for those that its suppressor holds', () => {
    const account = withAlarms();
    const periods = { ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 60 };
    compose(account, 'up', 'ALARM(a)', { AlarmActions: [topic], ActionsSuppressor: 'b', ...periods });
    set(account, 'b', 'ALARM');
    set(account, 'a', 'ALARM');
    const actions = (): number =>
      (
        watch(account, 'DescribeAlarmHistory', {
          AlarmName: 'up',
          AlarmTypes: ['CompositeAlarm'],
          HistoryItemType: 'Action',
        })['AlarmHistoryItems'] as Json[]
      ).length;
    expect(actions()).toBe(0);
    set(account, 'b', 'OK');
    set(account, 'a', 'OK');
    set(account, 'a', 'ALARM');
    expect(actions()).toBe(1);
  });

  it.each<[string, Json, string]>([
    ['an alarm that there is not', { AlarmRule: 'ALARM(none)' }, 'Could not save the composite alarm as alarms [arn:aws:cloudwatch:REGION:ACCOUNT:alarm:none] in the alarm rule do not exist'], // prettier-ignore
    ['itself', { AlarmRule: 'ALARM(up)' }, 'A composite alarm cannot have a child relation with itself via its AlarmRule, as it would introduce a circular dependency'], // prettier-ignore
    ['a name of another type', { AlarmName: 'a', AlarmRule: 'ALARM(b)' }, 'AlarmName [a] is already used by another alarm of a different type'], // prettier-ignore
    ['an action that is none', { AlarmRule: 'ALARM(b)', AlarmActions: ['x'] }, 'Invalid arn syntax: x'],
  ])('is refused with %s', (_what, input, words) => {
    const account = withAlarms();
    const said = account.refusal('PutCompositeAlarm', { AlarmName: 'up', ...input }, 'cloudwatch');
    expect(said.replaceAll(/cloudwatch:[^:]*:[^:]*:/g, 'cloudwatch:REGION:ACCOUNT:')).toBe(`ValidationError: ${words}`);
  });

  it.each([
    ['ALARM(a', /^ValidationError: Error in AlarmRule \[/],
    ['ALARM(arn:aws:cloudwatch:xx-west-1:123456789012:alarm:a)', /Wrong ARN region, it was xx-west-1 but/],
  ])('is refused with the rule %s', (AlarmRule, words) => {
    expect(withAlarms().refusal('PutCompositeAlarm', { AlarmName: 'up', AlarmRule }, 'cloudwatch')).toMatch(words);
  });
});
