import type { Json } from '../../operation.ts';
import type { World } from '../../world.ts';
import type { ContainerInstance } from './instance-record.ts';
import { roomOn, tasksOn } from './room.ts';

/** Ports that the agent and Docker keep to themselves (documented). */
const TAKEN = [22, 2375, 2376, 51_678, 51_679];

/** The container agent that all instances run. */
const VERSIONS = { agentVersion: '1.89.2', agentHash: '7d2f21a0', dockerVersion: 'DockerVersion: 25.0.6' };

/** A container instance as the answers show it (documented members). `health` is CONTAINER_INSTANCE_HEALTH. */
export function instanceView(world: World, instance: ContainerInstance, { health = false } = {}): Json {
  const tasks = tasksOn(world, instance);
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
  const room = roomOn(world, instance);
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    ...(instance.capacityProviderName === undefined ? {} : { capacityProviderName: instance.capacityProviderName }),
    version: 1,
    versionInfo: VERSIONS,
    remainingResources: resources(room.cpu, room.memory, [...TAKEN, ...room.ports]),
    registeredResources: resources(instance.cpu, instance.memory, TAKEN),
    status: instance.status,
    agentConnected: instance.agentConnected,
    runningTasksCount: running,
    pendingTasksCount: tasks.length - running,
    attributes: attributesOf(instance),
    registeredAt: Math.floor(instance.registeredAt) / 1000,
    attachments: [],
    tags: [],
    ...(health ? { healthStatus: { overallStatus: instance.agentConnected ? 'OK' : 'IMPAIRED', details: [] } } : {}),
  };
}

/** Name and value of each attribute. */
export function attributesOf({ attributes }: ContainerInstance): Json[] {
  return Object.entries(attributes).map(([name, value]) => (value === '' ? { name } : { name, value }));
}

function resources(cpu: number, memory: number, ports: readonly number[]): Json[] {
  return [whole('CPU', cpu), whole('MEMORY', memory), set('PORTS', ports), set('PORTS_UDP', [])];
}

function whole(name: string, integerValue: number): Json {
  return { name, type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue };
}

function set(name: string, ports: readonly number[]): Json {
  return { name, type: 'STRINGSET', doubleValue: 0, longValue: 0, integerValue: 0, stringSetValue: ports.map(String) };
}
