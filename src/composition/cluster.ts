import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';
import type { FoundSettings } from '../cli/controller.ts';
import type { ControllerSettings } from '../cli/controller-options.ts';
import type { OperatorStores } from '../controllers/operator.ts';
import { ApiClient } from '../kube/client/api-client.ts';
import { kubeconfigOrigin, loadKubeconfig } from '../kube/client/kubeconfig.ts';
import { leaseClient } from '../kube/client/lease-client.ts';
import { serverPort } from '../kube/client/server-port.ts';
import { clusterUid } from '../kube/cluster-facts.ts';
import { EventRecorder } from '../kube/events/recorder.ts';
import type { KubePort } from '../kube/port.ts';
import type { Logger } from '../observability/log.ts';
import type { Clocks } from '../runtime/clock.ts';
import type { LeaseClient } from '../runtime/lease.ts';
import type { Part } from '../runtime/manager.ts';
import { sleep } from '../runtime/sleep.ts';
import { clusterCaches } from './cluster-caches.ts';

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
  const caches = clusterCaches({ client, settings, log, clocks });
  const leaseNamespace = settings.leaderElectionNamespace ?? ownNamespace();
  return {
    port,
    stores: caches.stores,
    caches: caches.parts,
    identity: clusterIdentity(settings, port, clocks, log),
    leaseNamespace,
    leaseClient: (name) => leaseClient(newClient(), { namespace: leaseNamespace, name }),
    found: settings.kubeconfig === undefined ? { kubeconfig: kubeconfigOrigin(process) } : {},
    problem: () => caches.problem(),
    staleness: () => caches.staleness(),
    async close() {
      await events.stop(EVENTS_GRACE_MS);
      await Promise.all(clients.map((each) => each.close()));
    },
  };
}

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
