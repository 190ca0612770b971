import type { World } from '../../world.ts';
import type { TaskRecord } from '../services/task-record.ts';
import type { ContainerInstance } from './instance-record.ts';
import type { Requirement } from './requirement.ts';

/** What is left on an instance. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
  readonly ports: ReadonlySet<number>;
  readonly networkInterfaces: number;
}

export function instancesOf(world: World, clusterArn: string): ContainerInstance[] {
  return [...world.services.instances.values()].filter((instance) => instance.clusterArn === clusterArn);
}

/** The tasks on an instance that have not stopped: also one that was told to stop takes room until it has. */
export function tasksOn(world: World, instance: ContainerInstance): TaskRecord[] {
  return instance.taskArns
    .flatMap((arn) => world.services.tasks.get(arn) ?? [])
    .filter((task) => task.lastStatus !== 'STOPPED');
}

export function roomOn(world: World, instance: ContainerInstance): Room {
  const reserved = tasksOn(world, instance).flatMap((task) => task.reserved ?? []);
  const sum = (size: (requirement: Requirement) => number): number =>
    reserved.reduce((total, requirement) => total + size(requirement), 0);
  return {
    cpu: instance.cpu - sum(({ cpu }) => cpu),
    memory: instance.memory - sum(({ memory }) => memory),
    ports: new Set(reserved.flatMap(({ ports }) => ports)),
    networkInterfaces:
      (instance.networkInterfaces ?? Infinity) - sum(({ networkInterface }) => Number(networkInterface)),
  };
}
