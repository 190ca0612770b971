import { ManualClock } from '../runtime/manual-clock.ts';
import { AwsFault } from './operation.ts';
import type { Json, ServiceName } from './operation.ts';
import { createSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';

/** A simulated account for tests: a clock that stands still, ids and shuffles that are the same each time. */
export interface TestAccount extends Simulator {
  readonly clock: ManualClock;
  /** A call to ECS; the error of a refused call as `Code: words`. */
  ecs(operation: string, input?: Json): Json;
  refusal(operation: string, input?: Json, service?: ServiceName): string;
}

export function createTestAccount(): TestAccount {
  const clock = new ManualClock();
  const simulator = createSimulator({ clock, seed: 1 });
  const call = (operation: string, input: Json = {}, service: ServiceName = 'ecs'): Json =>
    simulator.call(service, operation, input);
  return Object.assign(simulator, {
    clock,
    ecs: call,
    refusal: (operation: string, input: Json = {}, service: ServiceName = 'ecs') => {
      try {
        return `accepted: ${JSON.stringify(call(operation, input, service))}`;
      } catch (error) {
        if (error instanceof AwsFault) return `${error.code}: ${error.message}`;
        throw error;
      }
    },
  });
}

/** The smallest task definition that ECS takes. */
export function smallDefinition(family: string): Json {
  return { family, containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }] };
}

/** A task definition for Fargate whose container has these members beside its name and image. */
export function fargateDefinition(container: Json = {}, task: Json = {}): Json {
  return {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'nginx', ...container }],
    ...task,
  };
}
