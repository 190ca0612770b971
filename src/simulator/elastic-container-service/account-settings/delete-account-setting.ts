import type { SettingName } from '@aws-sdk/client-ecs';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { checkOneOf, text } from '../parameter-rules.ts';
import { effectiveSetting, SETTING_NAMES, typeOf } from './setting-rules.ts';

/** DeleteAccountSetting: the principal falls back to the account's. UNKNOWN: whether the answer has that value. */
export function deleteAccountSetting(context: Context, input: Json): Json {
  const name = text(input, 'name') as SettingName;
  checkOneOf('name', name, SETTING_NAMES);
  const principalArn = text(input, 'principalArn') ?? context.callerArn;
  context.world.ecs.accountSettings.get(principalArn)?.delete(name);
  return {
    setting: { name, value: effectiveSetting(context, name, principalArn), principalArn, type: typeOf(name) },
  };
}
