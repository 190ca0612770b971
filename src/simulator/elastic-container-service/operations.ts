import type { WorldOperation } from '../world.ts';
import { accountSettingOperations } from './account-settings/operations.ts';
import { capacityProviderOperations } from './capacity-providers/operations.ts';
import { clusterOperations } from './clusters/operations.ts';
import { containerInstanceOperations } from './container-instances/operations.ts';
import { executeCommand } from './execute-command.ts';
import { listServicesByNamespace } from './list-services-by-namespace.ts';
import { serviceOperations } from './services/operations.ts';
import { tagOperations } from './tags/operations.ts';
import { taskProtectionOperations } from './task-protection/operations.ts';
import { taskSetOperations } from './task-sets/operations.ts';
import { taskDefinitionOperations } from './task-definitions/operations.ts';

/** Operations of Amazon ECS. */
export const containerServiceOperations: Record<string, WorldOperation> = {
  ...clusterOperations,
  ...taskDefinitionOperations,
  ...tagOperations,
  ...serviceOperations,
  ...capacityProviderOperations,
  ...accountSettingOperations,
  ...taskProtectionOperations,
  ...containerInstanceOperations,
  ...taskSetOperations,
  ExecuteCommand: executeCommand,
  ListServicesByNamespace: listServicesByNamespace,
};
