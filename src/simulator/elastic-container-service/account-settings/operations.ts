import type { WorldOperation } from '../../world.ts';
import { deleteAccountSetting } from './delete-account-setting.ts';
import { listAccountSettings } from './list-account-settings.ts';
import { putAccountSetting, putAccountSettingDefault } from './put-account-setting.ts';

/** Account settings of Amazon ECS. */
export const accountSettingOperations: Record<string, WorldOperation> = {
  DeleteAccountSetting: deleteAccountSetting,
  ListAccountSettings: listAccountSettings,
  PutAccountSetting: putAccountSetting,
  PutAccountSettingDefault: putAccountSettingDefault,
};
