import { AlarmType, StateValue } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findAlarm } from '../alarm-names.ts';
import { compositeAlarmView, userAlarmView } from '../alarm-view.ts';
import { childrenOf, isSuppressed } from '../composite-alarms.ts';
import { isComposite } from '../history.ts';
import { managedAlarms, managedAlarmView } from '../managed-alarms.ts';
import { alarmsPage } from '../pages.ts';
import { checkEnum, checkLength, checkNames, noSuchAlarm, validationError } from '../refusals.ts';
import type { CompositeAlarm } from '../state.ts';

/** An alarm on its way into one of the three lists. */
interface Entry {
  readonly kind: 'metric' | 'composite';
  readonly view: Json;
}

/**
 * DescribeAlarms: by name, metric alarms alone unless `AlarmTypes` says otherwise; three lists; names that there are not
 * are left out, and names given twice shown once (recorded).
 */
export function describeAlarms(context: Context, input: Json): Json {
  checkFilters(input);
  const entries = relatives(context, input) ?? wanted(context, input);
  const { items, token } = alarmsPage(entries.toSorted(byName), input);
  const views = (kind: Entry['kind']): Json[] => items.filter((item) => item.kind === kind).map(({ view }) => view);
  return { CompositeAlarms: views('composite'), MetricAlarms: views('metric'), LogAlarms: [], ...token };
}

function byName(a: Entry, b: Entry): number {
  return String(a.view['AlarmName']) < String(b.view['AlarmName']) ? -1 : 1;
}

/** UNKNOWN: the words for filters that exclude each other (documented). */
function checkFilters(input: Json): void {
  const names = input['AlarmNames'] as string[] | undefined;
  checkNames('alarmNames', names);
  checkLength('alarmNamePrefix', input['AlarmNamePrefix'] as string | undefined, 1, 255);
  checkLength('actionPrefix', input['ActionPrefix'] as string | undefined, 1, 1024);
  checkEnum('stateValue', input['StateValue'] as string | undefined, Object.values(StateValue));
  for (const type of (input['AlarmTypes'] as string[] | undefined) ?? []) {
    checkEnum('alarmTypes', type, Object.values(AlarmType));
  }
  if ((names ?? []).length > 0 && input['AlarmNamePrefix'] !== undefined) {
    throw validationError('AlarmNames and AlarmNamePrefix cannot be specified together.');
  }
  for (const relation of ['ChildrenOfAlarmName', 'ParentsOfAlarmName']) {
    const others = Object.keys(input).filter((name) => ![relation, 'MaxRecords', 'NextToken'].includes(name));
    if (input[relation] === undefined || others.length === 0) continue;
    throw validationError(`${relation} cannot be specified together with ${others.join(', ')}.`);
  }
}

/** The alarms in a composite alarm's rule, or the composite alarms whose rules name an alarm; undefined if not asked. */
function relatives(context: Context, input: Json): Entry[] | undefined {
  const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child } = input;
  if (typeof parent === 'string') {
    const alarm = context.world.cloudwatch.composites.get(parent);
    if (alarm === undefined) throw noSuchAlarm();
    const members = ['AlarmName', 'AlarmArn', 'StateValue', 'StateUpdatedTimestamp'];
    return childrenOf(alarm).flatMap((name) => entryOf(context, name, members));
  }
  if (typeof child !== 'string') return undefined;
  if (findAlarm(context, child) === undefined) throw noSuchAlarm();
  const parents = [...context.world.cloudwatch.composites.values()].filter((each) => childrenOf(each).includes(child));
  return parents.flatMap(({ name }) => entryOf(context, name, ['AlarmName', 'AlarmArn']));
}

/** Only some members of an alarm. */
function entryOf(context: Context, name: string, members: readonly string[]): Entry[] {
  const alarm = findAlarm(context, name);
  if (alarm === undefined) return [];
  const view = isComposite(alarm) ? compositeAlarmView(context, alarm) : userAlarmView(context, alarm);
  const some = Object.fromEntries(members.map((member) => [member, view[member]]));
  return [{ kind: isComposite(alarm) ? 'composite' : 'metric', view: some }];
}

function wanted(context: Context, input: Json): Entry[] {
  const types = (input['AlarmTypes'] as string[] | undefined) ?? ['MetricAlarm'];
  const { composites } = context.world.cloudwatch;
  const all: Entry[] = [
    ...(types.includes('MetricAlarm') ? metricViews(context).map((view): Entry => ({ kind: 'metric', view })) : []),
    ...(types.includes('CompositeAlarm')
      ? [...composites.values()].map((alarm): Entry => ({ kind: 'composite', view: fullView(context, alarm) }))
      : []),
  ];
  return all.filter(({ view }) => isWanted(view, input));
}

/** Every metric alarm as DescribeAlarms shows it, those of target tracking among them. */
export function metricViews(context: Context): Json[] {
  return [
    ...[...context.world.cloudwatch.alarms.values()].map((alarm) => userAlarmView(context, alarm)),
    ...managedAlarms(context).map((alarm) => managedAlarmView(context, alarm)),
  ];
}

function fullView(context: Context, alarm: CompositeAlarm): Json {
  const isHeldBack = alarm.state === 'ALARM' && isSuppressed(context, alarm);
  const why = { ActionsSuppressedBy: 'Alarm', ActionsSuppressedReason: 'Actions suppressed by Alarm' };
  return { ...compositeAlarmView(context, alarm), ...(isHeldBack ? why : {}) };
}

function isWanted(alarm: Json, input: Json): boolean {
  const name = String(alarm['AlarmName']);
  const names = input['AlarmNames'] as string[] | undefined;
  const actions = ['OKActions', 'AlarmActions', 'InsufficientDataActions'].flatMap((list) => alarm[list] as string[]);
  const { AlarmNamePrefix: prefix, StateValue: state, ActionPrefix: actionPrefix } = input;
  return (
    (names === undefined || names.length === 0 || names.includes(name)) &&
    (typeof prefix !== 'string' || name.startsWith(prefix)) &&
    (state === undefined || alarm['StateValue'] === state) &&
    (typeof actionPrefix !== 'string' || actions.some((action) => action.startsWith(actionPrefix)))
  );
}
