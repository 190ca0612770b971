import type { WorldOperation } from '../../world.ts';
import { deleteAttributes } from './operations/delete-attributes.ts';
import { deregisterContainerInstance } from './operations/deregister-container-instance.ts';
import { describeContainerInstances } from './operations/describe-container-instances.ts';
import { discoverPollEndpoint } from './operations/discover-poll-endpoint.ts';
import { listAttributes } from './operations/list-attributes.ts';
import { listContainerInstances } from './operations/list-container-instances.ts';
import { putAttributes } from './operations/put-attributes.ts';
import { updateContainerAgent } from './operations/update-container-agent.ts';
import { updateContainerInstancesState } from './operations/update-container-instances-state.ts';

/** Container instances and their attributes; they come and go by the admin API, not by RegisterContainerInstance. */
export const containerInstanceOperations: Record<string, WorldOperation> = {
  DeleteAttributes: deleteAttributes,
  DeregisterContainerInstance: deregisterContainerInstance,
  DescribeContainerInstances: describeContainerInstances,
  DiscoverPollEndpoint: discoverPollEndpoint,
  ListAttributes: listAttributes,
  ListContainerInstances: listContainerInstances,
  PutAttributes: putAttributes,
  UpdateContainerAgent: updateContainerAgent,
  UpdateContainerInstancesState: updateContainerInstancesState,
};
