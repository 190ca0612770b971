import type { ServiceRegistry } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../parameter-rules.ts';
import type { Definition } from '../task-definitions.ts';
import { checkContainers } from './load-balancers.ts';

/** What a service registry says of containers and ports, against the task definition (reported texts). */
export function checkRegistries(registries: readonly ServiceRegistry[], definition: Definition): void {
  for (const { registryArn, port, containerName, containerPort } of registries) {
    const named = containerName !== undefined || containerPort !== undefined;
    if (port !== undefined && named) {
      throw invalidParameter(
        "Specify a value for either 'port' or the 'containerName' and 'containerPort' combination, but not both. Remove one and retry.",
      );
    }
    const complete = containerName !== undefined && containerPort !== undefined;
    if (definition.networkMode !== 'awsvpc' && !complete) {
      throw invalidParameter(
        `When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be specified from the task definition. Registry: ${registryArn}`,
      );
    }
    if (complete) checkContainers([{ containerName, containerPort }], definition);
  }
}
