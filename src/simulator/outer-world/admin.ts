import { AwsFault, type Json } from '../operation.ts';
import type { World } from '../world.ts';
import { factKey } from './facts.ts';
import { OUTER_STATES, type OuterKind } from './state.ts';

const FARGATE = ['FARGATE', 'FARGATE_SPOT'];

/** Everything that was said of the outer world, for `GET /_sim/outer-world`. */
export function listFacts({ outer }: World): Json {
  return { facts: [...outer.facts.values()] };
}

/**
 * Says something of a thing of the outer world: `state` is one of its kind's, or `exists`, which takes it back.
 *
 * @throws AwsFault ValidationError for a kind or a state that there is not
 */
export function putFact({ outer }: World, kind: string, id: string, state: unknown): Json {
  if (!isKind(kind)) throw invalid(`kind should be one of [${Object.keys(OUTER_STATES).join(',')}]`);
  if (id === '') throw invalid('id is missing');
  if (kind === 'capacity' && !FARGATE.includes(id))
    throw invalid(`id of a capacity should be one of [${FARGATE.join(',')}]`);
  const states: readonly string[] = OUTER_STATES[kind];
  if (state === 'exists') outer.facts.delete(factKey(kind, id));
  else if (typeof state === 'string' && states.includes(state)) outer.facts.set(factKey(kind, id), { kind, id, state });
  else throw invalid(`state of a ${kind} should be one of [exists,${states.join(',')}]`);
  return { kind, id, state };
}

function isKind(kind: string): kind is OuterKind {
  return Object.hasOwn(OUTER_STATES, kind);
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}
