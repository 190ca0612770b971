import type { SettingName } from '@aws-sdk/client-ecs';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { pageSize, paginate } from '../pagination.ts';
import { checkOneOf, invalidParameter, text } from '../parameter-rules.ts';
import { effectiveSetting, rootArn, SETTING_NAMES, typeOf } from './setting-rules.ts';

/**
 * ListAccountSettings: what the principal has set itself, or with `effectiveSettings` what holds for it, every setting
 * of it (documented). Pages of ten.
 */
export function listAccountSettings(context: Context, input: Json): Json {
  const name = text(input, 'name');
  const value = text(input, 'value');
  checkOneOf('name', name, SETTING_NAMES);
  // UNKNOWN: the words; the rule is documented.
  if (value !== undefined && name === undefined) throw invalidParameter('value needs a name.');
  const principalArn = text(input, 'principalArn') ?? context.callerArn;
  const settings = input['effectiveSettings'] === true ? effective(context, principalArn) : own(context, principalArn);
  const wanted = settings.filter(
    (setting) => (name ?? setting['name']) === setting['name'] && (value ?? setting['value']) === setting['value'],
  );
  const { items, token } = paginate(wanted, { ...input, maxResults: Math.min(pageSize(input, 10), 10) }, 10);
  return { settings: items, ...token };
}

function own(context: Context, principalArn: string): Json[] {
  const set = context.world.ecs.accountSettings.get(principalArn) ?? new Map<string, string>();
  return [...set].map(([name, value]) => ({ name, value, principalArn, type: typeOf(name as SettingName) }));
}

/** One that the principal has not set is the root's (documented). */
function effective(context: Context, principalArn: string): Json[] {
  const set = context.world.ecs.accountSettings.get(principalArn);
  return SETTING_NAMES.map((name) => ({
    name,
    value: effectiveSetting(context, name, principalArn),
    principalArn: set?.has(name) === true ? principalArn : rootArn(context),
    type: typeOf(name),
  }));
}
