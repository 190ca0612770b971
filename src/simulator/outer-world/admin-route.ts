import type { Json } from '../operation.ts';
import type { World } from '../world.ts';
import { listFacts, putFact } from './admin.ts';

const PREFIX = '/_sim/outer-world';

/**
 * The route of the admin API for the outer world that a request means: `GET /_sim/outer-world`, and `PUT` and `DELETE`
 * of `/_sim/outer-world/{kind}/{id}`. An id may have slashes and colons in it, or be percent-encoded. Undefined: none.
 */
export function outerWorldRoute(
  world: World,
  method: string,
  path: string,
): ((body: Readonly<Record<string, unknown>>) => Json) | undefined {
  if (method === 'GET' && path === PREFIX) return () => listFacts(world);
  const [, kind = '', id = ''] = /^\/_sim\/outer-world\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (id === '') return undefined;
  if (method === 'PUT') return ({ state }) => putFact(world, kind, decoded(id), state);
  if (method === 'DELETE') return () => putFact(world, kind, decoded(id), 'exists');
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
