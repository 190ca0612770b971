import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';
import { EcsScalingType, EcsServiceType, EcsTaskDefinitionType } from '../api/resources.ts';
import type { EcsScaling, EcsService, EcsTaskDefinition } from '../api/resources.ts';
import type { FoundSettings } from '../cli/controller.ts';
import type { ControllerSettings } from '../cli/controller-options.ts';
import { storeIndexes } from '../controllers/operator.ts';
import type { OperatorStores } from '../controllers/operator.ts';
import { Cache } from '../kube/cache.ts';
import type { CacheOptions } from '../kube/cache.ts';
import { ApiClient } from '../kube/client/api-client.ts';
import { kubeconfigOrigin, loadKubeconfig } from '../kube/client/kubeconfig.ts';
import { leaseClient } from '../kube/client/lease-client.ts';
import { serverPort } from '../kube/client/server-port.ts';
import { clusterUid } from '../kube/cluster-facts.ts';
import { EventRecorder } from '../kube/events/recorder.ts';
import type { KubeObject, ResourceType } from '../kube/object.ts';
import type { KubePort } from '../kube/port.ts';
import type { Logger } from '../observability/log.ts';
import type { Clock, Clocks } from '../runtime/clock.ts';
import type { LeaseClient } from '../runtime/lease.ts';
import type { Part } from '../runtime/manager.ts';
import { sleep } from '../runtime/sleep.ts';

/** A watch that has heard nothing for this long (wall milliseconds) is not healthy; bookmarks come every minute. */
const STALE_MS = 1_200_000;
const RETRY_MS = 2_000;
const EVENTS_GRACE_MS = 3_000;
const POD_NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

export interface ClusterOptions {
  readonly settings: ControllerSettings;
  readonly log: Logger;
  readonly clocks: Clocks;
  readonly registry: Registry;
}

/** Everything that talks to the API server. */
export interface ClusterConnection {
  readonly port: KubePort;
  readonly stores: OperatorStores;
  readonly caches: readonly Part[];
  /** Learns the uid of the cluster, for the installation id. */
  readonly identity: Part & { readonly uid: string };
  /** Where the Lease is. */
  readonly leaseNamespace: string;
  leaseClient(name: string): LeaseClient;
  /** Where the kubeconfig was found, if the settings do not say. */
  readonly found: FoundSettings;
  /** What is in the way of the watches just now. */
  problem(): string | undefined;
  /** Which watches have been silent for too long. */
  staleness(): string | undefined;
  close(): Promise<void>;
}

/** Prepares the connection; nothing is sent before its parts are started. @throws KubeconfigError */
export function connectCluster({ settings, log, clocks, registry }: ClusterOptions): ClusterConnection {
  const clients: ApiClient[] = [];
  const newClient = (): ApiClient => {
    const made = apiClient(settings, clocks, registry);
    clients.push(made);
    return made;
  };
  const client = newClient();
  const reporter = { component: 'ecs-operator', instance: hostname() };
  const events = new EventRecorder({ client, wall: clocks.wall, reporter });
  const port = serverPort(client, events);
  const common = {
    client,
    namespaces: settings.namespaces ?? [],
    wall: clocks.wall,
    random: Math.random,
    onHandlerError: (err) => log.error({ err }, 'A watch handler failed'),
  } satisfies Partial<CacheOptions<KubeObject>>;
  const onNote = (type: ResourceType) => noteLogger(log.child({ watch: type.kind }), clocks.wall);
  const taskDefinitions = new Cache<EcsTaskDefinition>({
    ...common,
    onNote: onNote(EcsTaskDefinitionType),
    type: EcsTaskDefinitionType,
  });
  const services = new Cache<EcsService>({
    ...common,
    onNote: onNote(EcsServiceType),
    type: EcsServiceType,
    indexes: storeIndexes.services,
  });
  const scalings = new Cache<EcsScaling>({
    ...common,
    onNote: onNote(EcsScalingType),
    type: EcsScalingType,
    indexes: storeIndexes.scalings,
  });
  const caches = [taskDefinitions, services, scalings] as const;
  const leaseNamespace = settings.leaderElectionNamespace ?? ownNamespace();
  return {
    port,
    stores: { taskDefinitions: taskDefinitions.store, services: services.store, scalings: scalings.store },
    caches: caches.map((cache) => cachePart(cache, clocks)),
    identity: clusterIdentity(settings, port, clocks, log),
    leaseNamespace,
    leaseClient: (name) => leaseClient(newClient(), { namespace: leaseNamespace, name }),
    found: settings.kubeconfig === undefined ? { kubeconfig: kubeconfigOrigin(process) } : {},
    problem: () => problemOf(caches),
    staleness: () => stalenessOf(caches, clocks.wall.now()),
    async close() {
      await events.stop(EVENTS_GRACE_MS);
      await Promise.all(clients.map((each) => each.close()));
    },
  };
}

/** The same failure is told again only after this time: wall milliseconds. */
const REPEAT_MS = 60_000;

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

type AnyCache = Pick<Cache<KubeObject>, 'type' | 'health' | 'start' | 'stop'>;

function apiClient(settings: ControllerSettings, clocks: Clocks, registry: Registry): ApiClient {
  const name = 'rest_client_requests_total';
  const existing = registry.getSingleMetric(name) as Counter<'code' | 'method' | 'host'> | undefined;
  const requests =
    existing ??
    new Counter({
      name,
      help: 'Requests to the Kubernetes API server, by status code, method and host.',
      labelNames: ['code', 'method', 'host'],
      registers: [registry],
    });
  return new ApiClient({
    kubeconfig: () => loadKubeconfig({ path: settings.kubeconfig, context: settings.context, env: process.env }),
    wall: clocks.wall,
    userAgent: 'ecs-operator',
    onRequest: ({ method, host, code }) => requests.inc({ method, host, code }),
  });
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

function clusterIdentity(
  { installationId }: ControllerSettings,
  port: KubePort,
  { wall }: Clocks,
  log: Logger,
): ClusterConnection['identity'] {
  let uid = '';
  return {
    name: 'cluster identity',
    get uid() {
      return uid;
    },
    async start({ signal }) {
      if (installationId !== undefined) return;
      while (uid === '') {
        try {
          uid = await clusterUid(port);
        } catch (err) {
          log.warn({ err }, 'The uid of the cluster is not known yet');
          await sleep(wall, RETRY_MS, signal);
        }
      }
    },
    stop: async () => undefined,
  };
}

function ownNamespace(): string {
  return existsSync(POD_NAMESPACE_FILE) ? readFileSync(POD_NAMESPACE_FILE, 'utf8').trim() : 'default';
}
