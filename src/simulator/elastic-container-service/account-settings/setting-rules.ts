import type { SettingName } from '@aws-sdk/client-ecs';
import type { Context } from '../../world.ts';
import { checkOneOf, invalidParameter } from '../parameter-rules.ts';

const SWITCH = ['enabled', 'disabled'];

interface Rule {
  /** What an account has that never set it. */
  readonly fallback: string;
  readonly values: readonly string[];
  /** Users may see it and not set it. */
  readonly isManaged?: boolean;
}

/** Names and values of the API reference. UNKNOWN: the fall-back of those that it names none for. */
const RULES: Readonly<Record<SettingName, Rule>> = {
  serviceLongArnFormat: { fallback: 'enabled', values: SWITCH },
  taskLongArnFormat: { fallback: 'enabled', values: SWITCH },
  containerInstanceLongArnFormat: { fallback: 'enabled', values: SWITCH },
  awsvpcTrunking: { fallback: 'disabled', values: SWITCH },
  containerInsights: { fallback: 'disabled', values: ['enabled', 'enhanced', 'disabled'] },
  fargateFIPSMode: { fallback: 'disabled', values: SWITCH },
  tagResourceAuthorization: { fallback: 'off', values: ['on', 'off'] },
  fargateTaskRetirementWaitPeriod: { fallback: '7', values: ['0', '7', '14'] },
  guardDutyActivate: { fallback: 'off', values: ['on', 'off'], isManaged: true },
  defaultLogDriverMode: { fallback: 'non-blocking', values: ['blocking', 'non-blocking'] },
  fargateEventWindows: { fallback: 'disabled', values: SWITCH },
};

export const SETTING_NAMES = Object.keys(RULES) as SettingName[];

/**
 * Refuses a setting that does not exist, is AWS's own, or has no such value.
 *
 * @throws AwsFault InvalidParameterException; UNKNOWN: its words
 */
export function checkSetting(name: string, value: string): void {
  checkOneOf('name', name, SETTING_NAMES);
  const rule = RULES[name as SettingName];
  if (rule.isManaged === true) throw invalidParameter(`The setting ${name} is managed by AWS.`);
  checkOneOf('value', value, rule.values);
}

export function fallbackOf(name: SettingName): string {
  return RULES[name].fallback;
}

export function typeOf(name: SettingName): 'user' | 'aws_managed' {
  return RULES[name].isManaged === true ? 'aws_managed' : 'user';
}

/** The account's root, under which the defaults of the account stand. */
export function rootArn(context: Context): string {
  return `arn:aws:iam::${context.accountId}:root`;
}

/** The value that holds for a principal: its own, else the account's, else AWS's. */
export function effectiveSetting(context: Context, name: SettingName, principal = context.callerArn): string {
  const { accountSettings } = context.world.ecs;
  return (
    accountSettings.get(principal)?.get(name) ?? accountSettings.get(rootArn(context))?.get(name) ?? fallbackOf(name)
  );
}
