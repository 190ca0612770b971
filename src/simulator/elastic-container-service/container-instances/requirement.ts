import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Definition } from '../services/task-definitions.ts';

/** The room that a task takes on a container instance. */
export interface Requirement {
  /** CPU units and MiB. */
  readonly cpu: number;
  readonly memory: number;
  /** Ports of the instance. */
  readonly ports: readonly number[];
  readonly networkInterface: boolean;
}

/**
 * What a task asks of an instance: its own size, else the sum of its containers' (documented: the soft limit of memory
 * where there is one), and the host ports that are fixed.
 */
export function requirementOf(definition: Definition): Requirement {
  const { containers, networkMode } = definition;
  const sum = (size: (container: ContainerDefinition) => number): number =>
    containers.reduce((total, container) => total + size(container), 0);
  return {
    cpu: definition.cpu === undefined ? sum(({ cpu = 0 }) => cpu) : Number(definition.cpu),
    memory:
      definition.memory === undefined
        ? sum(({ memoryReservation, memory = 0 }) => memoryReservation ?? memory)
        : Number(definition.memory),
    ports: networkMode === 'awsvpc' ? [] : containers.flatMap((container) => hostPorts(container, networkMode)),
    networkInterface: networkMode === 'awsvpc',
  };
}

function hostPorts({ portMappings = [] }: ContainerDefinition, networkMode: string | undefined): number[] {
  return portMappings.flatMap(({ hostPort = 0, containerPort = 0 }) => {
    const port = networkMode === 'host' ? containerPort : hostPort;
    return port > 0 ? [port] : [];
  });
}
