import type { WorldOperation } from '../../world.ts';
import { createCapacityProvider } from './create-capacity-provider.ts';
import { deleteCapacityProvider } from './delete-capacity-provider.ts';
import { describeCapacityProviders } from './describe-capacity-providers.ts';
import { updateCapacityProvider } from './update-capacity-provider.ts';

/** Capacity provider operations of Amazon ECS. */
export const capacityProviderOperations: Record<string, WorldOperation> = {
  CreateCapacityProvider: createCapacityProvider,
  DeleteCapacityProvider: deleteCapacityProvider,
  DescribeCapacityProviders: describeCapacityProviders,
  UpdateCapacityProvider: updateCapacityProvider,
};
