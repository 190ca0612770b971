import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { text } from '../parameter-rules.ts';
import { checkSetting, rootArn } from './setting-rules.ts';

/** PutAccountSetting: for the caller, or the principal that the call names. */
export function putAccountSetting(context: Context, input: Json): Json {
  return put(context, input, text(input, 'principalArn') ?? context.callerArn);
}

/** PutAccountSettingDefault: for all principals that have set nothing; answers the root (documented). */
export function putAccountSettingDefault(context: Context, input: Json): Json {
  return put(context, input, rootArn(context));
}

function put(context: Context, input: Json, principalArn: string): Json {
  const name = text(input, 'name') ?? '';
  const value = text(input, 'value') ?? '';
  checkSetting(name, value);
  const { accountSettings } = context.world.ecs;
  accountSettings.set(principalArn, new Map([...(accountSettings.get(principalArn) ?? []), [name, value]]));
  return { setting: { name, value, principalArn, type: 'user' } };
}
