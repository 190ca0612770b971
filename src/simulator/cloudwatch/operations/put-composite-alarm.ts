import type { PutCompositeAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { runStateActions } from '../alarm-actions.ts';
import { nameOf, stateOfAlarm } from '../alarm-names.ts';
import { AlarmRuleError, namesIn, parseAlarmRule } from '../alarm-rule.ts';
import { checkActions } from '../alarm-rules.ts';
import { alarmArn } from '../alarm-view.ts';
import { evaluateComposites, isSuppressed, ruleState, triggeringData } from '../composite-alarms.ts';
import { noteConfiguration } from '../history.ts';
import { moveAlarm } from '../move-alarm.ts';
import { checkLength, nameIsTaken, validationError } from '../refusals.ts';
import type { CompositeAlarm } from '../state.ts';
import { mergedTags } from '../tags.ts';

/** PutCompositeAlarm: over an existing one replaces all of it and leaves its tags alone. The rule decides at once. */
export function putCompositeAlarm(context: Context, input: Json): Json {
  const { Tags: tags, ...definition } = input as Json & PutCompositeAlarmInput;
  const name = definition.AlarmName ?? '';
  checkLength('alarmName', name, 1, 255);
  checkLength('alarmRule', definition.AlarmRule, 1, 10_240);
  checkActions(definition.OKActions, definition.AlarmActions, definition.InsufficientDataActions);
  const { alarms, composites } = context.world.cloudwatch;
  checkRule(context, name, definition.AlarmRule ?? '');
  checkSuppressor(context, definition);
  if (alarms.has(name)) throw nameIsTaken(name);
  const existing = composites.get(name);
  const now = context.clock.now();
  const kept = existing ?? newAlarm(context, name, definition, now);
  const alarm: CompositeAlarm = {
    ...kept,
    tags: existing?.tags ?? mergedTags(new Map(), tags ?? []),
    definition,
    configuredAt: now,
  };
  composites.set(name, alarm);
  const before = existing && {
    configuredAt: existing.configuredAt,
    ActionsEnabled: existing.definition.ActionsEnabled ?? true,
  };
  noteConfiguration(context, alarm, existing === undefined ? 'Create' : 'Update', before);
  if (existing !== undefined) applyNewRule(context, alarm);
  evaluateComposites(context);
  return {};
}

function newAlarm(
  context: Context,
  name: string,
  definition: CompositeAlarm['definition'],
  now: number,
): CompositeAlarm {
  const state = ruleState(context, definition.AlarmRule ?? '');
  const stateReason = `${alarmArn(context, name)} was created and its alarm rule evaluates to ${state}`;
  const alarm = { name, definition, configuredAt: now, state, stateReason, stateUpdatedAt: now, tags: new Map() };
  return { ...alarm, stateReasonData: triggeringData(context, alarm) };
}

function applyNewRule(context: Context, alarm: CompositeAlarm): void {
  const state = ruleState(context, alarm.definition.AlarmRule ?? '');
  if (state === alarm.state) return;
  const reason = `${alarmArn(context, alarm.name)} was updated and its new alarm rule evaluates to ${state}`;
  moveAlarm(context, alarm, state, reason, triggeringData(context, alarm));
  if (!isSuppressed(context, alarm)) runStateActions(context, alarm, { values: [] });
}

/** In recorded words. */
function checkRule(context: Context, own: string, text: string): void {
  const references = read(text);
  for (const reference of references) checkReference(context, reference);
  const names = references.map(nameOf);
  if (names.includes(own)) {
    throw validationError(
      'A composite alarm cannot have a child relation with itself via its AlarmRule, as it would introduce a circular dependency',
    );
  }
  const missing = names.filter((name) => stateOfAlarm(context, name) === undefined);
  if (missing.length === 0) return;
  const arns = missing.map((name) => alarmArn(context, name)).join(', ');
  throw validationError(`Could not save the composite alarm as alarms [${arns}] in the alarm rule do not exist`);
}

function read(text: string): string[] {
  try {
    return namesIn(parseAlarmRule(text));
  } catch (error) {
    throw error instanceof AlarmRuleError ? validationError(`Error in AlarmRule [${error.message}]`) : error;
  }
}

function checkReference(context: Context, reference: string): void {
  const [, , service, region, account] = reference.split(':');
  if (!reference.startsWith('arn:') || service !== 'cloudwatch') return;
  if (region !== context.region) {
    throw validationError(
      `Error in AlarmRule [Wrong ARN region, it was ${region} but ${context.region} was expected instead]`,
    );
  }
  if (account !== context.accountId) {
    throw validationError('A composite alarm cannot have a child relation with alarms from another AWS account');
  }
}

/** Both periods are required with a suppressor (documented; UNKNOWN: the words). */
function checkSuppressor(context: Context, definition: CompositeAlarm['definition']): void {
  const { ActionsSuppressor: suppressor } = definition;
  const periods = [definition.ActionsSuppressorWaitPeriod, definition.ActionsSuppressorExtensionPeriod];
  if (suppressor === undefined) {
    if (periods.every((period) => period === undefined)) return;
    throw validationError('ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod need an ActionsSuppressor');
  }
  if (periods.includes(undefined)) {
    throw validationError('ActionsSuppressor needs ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod');
  }
  if (stateOfAlarm(context, nameOf(suppressor)) === undefined) {
    const arn = alarmArn(context, nameOf(suppressor));
    throw validationError(`Could not save the composite alarm as the actions suppressor alarm [${arn}] does not exist`);
  }
}
