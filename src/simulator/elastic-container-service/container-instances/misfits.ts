import type { PlacementConstraint } from '@aws-sdk/client-ecs';
import type { World } from '../../world.ts';
import type { ContainerInstance } from './instance-record.ts';
import type { Requirement } from './requirement.ts';
import { roomOn, tasksOn } from './room.ts';

/** Why a task cannot run on an instance: `reason` of a failure of RunTask, and what an event says of the instance. */
export interface Misfit {
  readonly reason: string;
  readonly words: string;
}

const AGENT: Misfit = { reason: 'AGENT', words: 'encountered error "AGENT"' };
const MEMBER_OF = misfit('MemberOf placement constraint unsatisfied.');
const DISTINCT = misfit('DistinctInstance placement constraint unsatisfied.');
const CPU: Misfit = { reason: 'RESOURCE:CPU', words: 'has insufficient CPU units available' };
const MEMORY: Misfit = { reason: 'RESOURCE:MEMORY', words: 'has insufficient memory available' };
const PORTS: Misfit = { reason: 'RESOURCE:PORTS', words: 'is already using a port required by your task' };
const ENI = misfit('RESOURCE:ENI');

/** What is placed, and by whose rules. */
export interface Placing {
  readonly requirement: Requirement;
  readonly constraints: readonly PlacementConstraint[];
  /** `service:web` or `family:job`: distinctInstance and spread go by it. */
  readonly group: string;
}

/**
 * Everything that keeps a task off an instance; empty: it fits. UNKNOWN: the order in which AWS looks, and with it which
 * of several reasons it tells.
 */
export function misfits(world: World, instance: ContainerInstance, placing: Placing): Misfit[] {
  const { requirement, constraints, group } = placing;
  const room = roomOn(world, instance);
  const neighbour = tasksOn(world, instance).some((task) => groupOf(task) === group);
  const checks: readonly (readonly [boolean, Misfit])[] = [
    [!instance.agentConnected, AGENT],
    [constraints.some(({ type, expression }) => type === 'memberOf' && !isMember(instance, expression)), MEMBER_OF],
    [constraints.some(({ type }) => type === 'distinctInstance') && neighbour, DISTINCT],
    [requirement.memory > room.memory, MEMORY],
    [requirement.cpu > room.cpu, CPU],
    [requirement.ports.some((port) => room.ports.has(port)), PORTS],
    [requirement.networkInterface && room.networkInterfaces < 1, ENI],
  ];
  return checks.flatMap(([isSo, reason]) => (isSo ? [reason] : []));
}

/** The group of a task that is on an instance. */
export function groupOf(task: { standalone?: { group: string } | undefined; serviceName: string }): string {
  return task.standalone?.group ?? `service:${task.serviceName}`;
}

function misfit(reason: string): Misfit {
  return { reason, words: `encountered error "${reason}"` };
}

/**
 * Whether an instance is meant by a cluster query: clauses `attribute:<name> ==`, `!=`, `in [a,b]`, `not_in [a,b]` and
 * `exists`, joined by `and`. Of the rest of the language nothing is understood, and every instance is meant.
 */
export function isMember(instance: ContainerInstance, expression = ''): boolean {
  return expression.split(/\s+(?:and|&&)\s+/).every((clause) => meets(instance, clause));
}

function meets(instance: ContainerInstance, clause: string): boolean {
  const match = /^\s*\(?\s*attribute:(\S+)\s+(==|equals|!=|not_equals|in|not_in|exists)\s*(.*?)\s*\)?\s*$/.exec(clause);
  if (match === null) return true;
  const [, name = '', operator = '', operand = ''] = match;
  const value = instance.attributes[name];
  const values = operand.replaceAll(/[[\]]/g, '').split(/\s*,\s*/);
  if (operator === 'exists') return value !== undefined;
  const isOneOf = value !== undefined && values.includes(value);
  return operator.startsWith('!') || operator.startsWith('not') ? !isOneOf : isOneOf;
}
