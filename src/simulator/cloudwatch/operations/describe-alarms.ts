import { StateValue } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { userAlarmView } from '../alarm-view.ts';
import { managedAlarms, managedAlarmView } from '../managed-alarms.ts';
import { recordsPage } from '../pages.ts';
import { checkEnum, invalidCombination, validationError } from '../refusals.ts';

/** DescribeAlarms: by name; three lists, names that there are not are left out (recorded). */
export function describeAlarms(context: Context, input: Json): Json {
  const names = input['AlarmNames'] as string[] | undefined;
  if ((names ?? []).length > 100) throw validationError('AlarmNames can have at most 100 items.');
  if (names !== undefined && input['AlarmNamePrefix'] !== undefined) {
    throw invalidCombination('AlarmNames and AlarmNamePrefix cannot be specified together.');
  }
  checkEnum('stateValue', input['StateValue'] as string | undefined, Object.values(StateValue));
  const types = input['AlarmTypes'] as string[] | undefined;
  const all = types === undefined || types.includes('MetricAlarm') ? views(context) : [];
  const wanted = all
    .filter((alarm) => isWanted(alarm, input, names))
    .sort((a, b) => (String(a['AlarmName']) < String(b['AlarmName']) ? -1 : 1));
  const { items, token } = recordsPage(wanted, input, 50);
  return { CompositeAlarms: [], MetricAlarms: items, LogAlarms: [], ...token };
}

function views(context: Context): Json[] {
  return [
    ...[...context.world.cloudwatch.alarms.values()].map((alarm) => userAlarmView(context, alarm)),
    ...managedAlarms(context).map((alarm) => managedAlarmView(context, alarm)),
  ];
}

function isWanted(alarm: Json, input: Json, names: readonly string[] | undefined): boolean {
  const name = String(alarm['AlarmName']);
  const actions = ['OKActions', 'AlarmActions', 'InsufficientDataActions'].flatMap((list) => alarm[list] as string[]);
  const { AlarmNamePrefix: prefix, StateValue: state, ActionPrefix: actionPrefix } = input;
  return (
    (names === undefined || names.length === 0 || names.includes(name)) &&
    (typeof prefix !== 'string' || name.startsWith(prefix)) &&
    (state === undefined || alarm['StateValue'] === state) &&
    (typeof actionPrefix !== 'string' || actions.some((action) => action.startsWith(actionPrefix)))
  );
}
