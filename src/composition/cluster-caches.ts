import { EcsScalingType, EcsServiceType, EcsTaskDefinitionType } from '../api/resources.ts';
import type { EcsScaling, EcsService, EcsTaskDefinition } from '../api/resources.ts';
import { storeIndexes } from '../controllers/operator.ts';
import type { OperatorStores } from '../controllers/operator.ts';
import { Cache } from '../kube/cache.ts';
import type { CacheOptions } from '../kube/cache.ts';
import type { ApiClient } from '../kube/client/api-client.ts';
import type { KubeObject, ResourceType } from '../kube/object.ts';
import type { ControllerSettings } from '../cli/controller-options.ts';
import type { Logger } from '../observability/log.ts';
import type { Clock, Clocks } from '../runtime/clock.ts';
import type { Part } from '../runtime/manager.ts';
import { sleep } from '../runtime/sleep.ts';

/** A watch that has heard nothing for this long (wall milliseconds) is not healthy; bookmarks come every minute. */
const STALE_MS = 1_200_000;
/** The same failure is told again only after this time: wall milliseconds. */
const REPEAT_MS = 60_000;

export interface ClusterCachesOptions {
  readonly client: ApiClient;
  readonly settings: ControllerSettings;
  readonly log: Logger;
  readonly clocks: Clocks;
}

/** What is known of the cluster without asking it: one cache a kind, each kept up by a watch. */
export interface ClusterCaches {
  readonly stores: OperatorStores;
  readonly parts: readonly Part[];
  /** What is in the way of the watches just now. */
  problem(): string | undefined;
  /** Which watches have been silent for too long. */
  staleness(): string | undefined;
}

type AnyCache = Pick<Cache<KubeObject>, 'type' | 'health' | 'start' | 'stop'>;

/** Builds the caches; nothing is watched before their parts are started. */
export function clusterCaches({ client, settings, log, clocks }: ClusterCachesOptions): ClusterCaches {
  const shared = (type: ResourceType) =>
    ({
      client,
      type,
      namespaces: settings.namespaces ?? [],
      wall: clocks.wall,
      random: Math.random,
      onHandlerError: (err) => log.error({ err }, 'A watch handler failed'),
      onNote: noteLogger(log.child({ watch: type.kind }), clocks.wall),
    }) satisfies Partial<CacheOptions<KubeObject>>;
  const taskDefinitions = new Cache<EcsTaskDefinition>(shared(EcsTaskDefinitionType));
  const services = new Cache<EcsService>({ ...shared(EcsServiceType), indexes: storeIndexes.services });
  const scalings = new Cache<EcsScaling>({ ...shared(EcsScalingType), indexes: storeIndexes.scalings });
  const caches = [taskDefinitions, services, scalings] as const;
  return {
    stores: { taskDefinitions: taskDefinitions.store, services: services.store, scalings: scalings.store },
    parts: caches.map((cache) => cachePart(cache, clocks)),
    problem: () => problemOf(caches),
    staleness: () => stalenessOf(caches, clocks.wall.now()),
  };
}

/** Lists and quiet renewals are everyday; garbage and failures are not, and an outage is told once a minute. */
function noteLogger(log: Logger, wall: Clock): NonNullable<CacheOptions<KubeObject>['onNote']> {
  const toldAt = new Map<string, number>();
  return (note, namespace) => {
    if (note.kind !== 'failed' && note.kind !== 'garbage') {
      toldAt.clear();
      log.debug({ note, namespace }, 'Watch');
      return;
    }
    const reason = note.error.message;
    if (wall.now() - (toldAt.get(reason) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return;
    toldAt.set(reason, wall.now());
    const words =
      note.kind === 'failed' ? 'Watch failed, it will be tried again' : 'Watch line not understood, listing anew';
    log.warn({ reason, namespace }, words);
  };
}

/** A cache as a part of the manager: started when it has synced, however long that takes. */
function cachePart(cache: AnyCache, { wall }: Clocks): Part {
  return {
    name: `cache of ${cache.type.kind}`,
    async start({ signal }) {
      cache.start();
      while (!cache.health.synced) await sleep(wall, 50, signal);
    },
    stop: () => cache.stop(),
  };
}

function problemOf(caches: readonly AnyCache[]): string | undefined {
  const problems = caches.flatMap(({ type, health }) => health.problems.map((problem) => `${type.kind}: ${problem}`));
  return problems.length === 0 ? undefined : problems.join('; ');
}

function stalenessOf(caches: readonly AnyCache[], now: number): string | undefined {
  const stale = caches.filter(({ health }) => now - health.lastContactAt > STALE_MS);
  return stale.length === 0 ? undefined : `no news of ${stale.map(({ type }) => type.kind).join(', ')}`;
}
