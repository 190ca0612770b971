import type { KubeObject, ResourceType } from './object.ts';
import type { KubePort, Store } from './port.ts';

/** The cache of a type, when there is one. */
export type StoreOf = (type: ResourceType) => Store | undefined;

/**
 * The same port, with the answer of every write laid over the cache, so that nobody can forget to. It goes outside of
 * `withEffects`: an answer that is lost there must not be seen here.
 */
export function withObservedWrites(port: KubePort, storeOf: StoreOf): KubePort {
  function observe<T extends KubeObject>(type: ResourceType, answer: T): T {
    storeOf(type)?.observeWrite(answer);
    return answer;
  }
  return {
    get: (type, key) => port.get(type, key),
    applyStatus: async (type, object, status) => observe(type, await port.applyStatus(type, object, status)),
    setFinalizers: async (type, object, finalizers) =>
      observe(type, await port.setFinalizers(type, object, finalizers)),
    recordEvent: (type, object, note) => port.recordEvent(type, object, note),
  };
}
