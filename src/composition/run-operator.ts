import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import type { FoundSettings } from '../cli/controller.ts';
import type { ControllerSettings } from '../cli/controller-options.ts';
import type { ControllerDeps, Settings } from '../controllers/framework/deps.ts';
import { Operator } from '../controllers/operator.ts';
import { HASH_VERSION } from '../ecs/hash.ts';
import { isTypeBeingDeleted } from '../kube/cluster-facts.ts';
import { HealthServer } from '../observability/health-server.ts';
import type { Logger } from '../observability/log.ts';
import { createRuntimeMetrics } from '../observability/metrics.ts';
import { registerProcessMetrics } from '../observability/process-metrics.ts';
import type { Clocks } from '../runtime/clock.ts';
import { LeaderElection } from '../runtime/leader-election.ts';
import { Manager } from '../runtime/manager.ts';
import type { ManagerOptions, StopTiming } from '../runtime/manager.ts';
import { scaledClock } from '../runtime/scaled-clock.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { connectAws } from './aws-account.ts';
import type { AwsAccount } from './aws-account.ts';
import { connectCluster } from './cluster.ts';
import type { ClusterConnection } from './cluster.ts';

/** Time between two DescribeTaskDefinition of one object; see docs/architecture.md. */
const REVISION_CHECK_MS = 600_000;
/** Time between two looks at a deployment under way. */
const ROLLOUT_POLL_MS = 5_000;

/**
 * Puts the operator together and runs it until `signal` is aborted. `onFound` is called when there is a kubeconfig, a
 * Region and credentials, before anything starts.
 *
 * @throws KubeconfigError, AwsConfigurationError: nothing to connect with; PartFailed, LeaseLost: it had to give up
 */
export async function runOperator(
  settings: ControllerSettings,
  log: Logger,
  signal: AbortSignal,
  onFound: (found: FoundSettings) => void,
): Promise<void> {
  const clocks = clocksOf(settings);
  const registry = new Registry();
  registerProcessMetrics(registry);
  const metrics = createRuntimeMetrics(registry);
  const cluster = connectCluster({ settings, log, clocks, registry });
  const aws = await connectAws({ settings, log, clocks, registry });
  onFound({ ...cluster.found, ...aws.found });
  const deps = dependencies(settings, clocks, cluster, aws);
  const operator = new Operator({
    deps,
    stores: cluster.stores,
    log,
    metrics,
    concurrency: settings.workers,
    reconcileTimeoutMs: settings.reconcileTimeout,
  });
  aws.prefetchFor(operator);
  const manager = new Manager({
    servers: [healthServer(settings, registry, cluster, aws, () => manager.notReady())],
    caches: [cluster.identity, ...cluster.caches, aws.identity],
    workers: [{ name: 'controllers', start: () => operator.start(), stop: (graceMs) => operator.stop(graceMs) }],
    wall: clocks.wall,
    log,
    stopTiming: stopTimingOf(settings.shutdownTimeout),
    ...election(settings, log, clocks, cluster, metrics),
  });
  try {
    await manager.run(signal);
  } finally {
    await cluster.close();
    aws.close();
  }
}

/** Running work has three fifths of the time to end by itself, then it is aborted; the rest is for what comes after. */
function stopTimingOf(totalMs: number): StopTiming {
  return { graceMs: totalMs * 0.6, workersMs: totalMs * 0.8, totalMs };
}

function clocksOf({ domainSpeed, domainAnchor = systemClock.now(), domainStart }: ControllerSettings): Clocks {
  return { wall: systemClock, domain: scaledClock(systemClock, domainSpeed, domainAnchor, domainStart) };
}

function dependencies(
  settings: ControllerSettings,
  clocks: Clocks,
  cluster: ClusterConnection,
  aws: AwsAccount,
): ControllerDeps {
  const operatorSettings: Settings = {
    // Known once the cluster has been asked, which is before any worker starts.
    get installationId() {
      return settings.installationId ?? cluster.identity.uid;
    },
    defaultTags: settings.defaultTags ?? {},
    resyncMs: settings.resyncPeriod,
    revisionCheckMs: REVISION_CHECK_MS,
    rolloutPollMs: ROLLOUT_POLL_MS,
    hashVersion: HASH_VERSION,
  };
  return {
    kube: cluster.port,
    aws: aws.regions,
    clocks,
    random: Math.random,
    settings: operatorSettings,
    isTypeBeingDeleted: (type) => isTypeBeingDeleted(cluster.port, type),
  };
}

function healthServer(
  settings: ControllerSettings,
  registry: Registry,
  cluster: ClusterConnection,
  aws: AwsAccount,
  notReady: () => string | undefined,
): HealthServer {
  return new HealthServer({
    host: settings.httpHost,
    port: settings.httpPort,
    registry,
    live: { 'watches-are-fresh': () => cluster.staleness() },
    ready: { manager: notReady, watches: () => cluster.problem(), aws: () => aws.problem() },
  });
}

function election(
  settings: ControllerSettings,
  log: Logger,
  clocks: Clocks,
  cluster: ClusterConnection,
  metrics: ReturnType<typeof createRuntimeMetrics>,
): Pick<ManagerOptions, 'election'> {
  if (!settings.leaderElection) return {};
  const name = settings.leaderElectionName;
  const identity = `${hostname()}_${randomUUID()}`;
  const client = cluster.leaseClient(name);
  const { wall } = clocks;
  const own = log.child({ leaseNamespace: cluster.leaseNamespace });
  return {
    election: (onLost) =>
      new LeaderElection({ name, client, identity, wall, random: Math.random, log: own, metrics, onLost }),
  };
}
