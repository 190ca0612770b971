/**
 * The runtime's metrics for Prometheus, under the names and labels of Go's controller-runtime and client-go, so that
 * dashboards and alerts made for those work unchanged. All series of a controller exist, at 0, from its start.
 */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ControllerMetrics, QueueMetrics, ReconcileOutcome, RuntimeMetrics } from '../runtime/metrics.ts';
import { Priority } from '../runtime/priority.ts';

const RECONCILE_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2,
  2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];
/** Factors of ten from 10 ns, as client-go has them; the first ones stay empty here. */
const QUEUE_BUCKETS = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

const OUTCOMES: readonly ReconcileOutcome[] = ['success', 'error', 'requeue', 'requeue_after'];

/** Registers the runtime's metrics with `registry`; once per registry. */
export function createRuntimeMetrics(registry: Registry): RuntimeMetrics {
  const controllers = controllerCollectors(registry);
  const queues = queueCollectors(registry);
  const leader = new Gauge({
    name: 'leader_election_master_status',
    help: 'Whether this process leads: 1 if so, 0 if it stands by.',
    labelNames: ['name'],
    registers: [registry],
  });
  return {
    forController: (name, concurrency) => controllerMetrics(controllers, queueMetrics(queues, name), name, concurrency),
    leading: (name, leads) => leader.set({ name }, leads ? 1 : 0),
  };
}

function controllerCollectors(registry: Registry) {
  const common = { labelNames: ['controller'] as const, registers: [registry] };
  const prefix = 'controller_runtime';
  return {
    total: new Counter({
      name: `${prefix}_reconcile_total`,
      help: 'Reconciles by controller and result.',
      labelNames: ['controller', 'result'],
      registers: [registry],
    }),
    errors: new Counter({ name: `${prefix}_reconcile_errors_total`, help: 'Reconciles that failed.', ...common }),
    terminal: new Counter({
      name: `${prefix}_terminal_reconcile_errors_total`,
      help: 'Reconciles that failed in a way that a retry does not mend.',
      ...common,
    }),
    panics: new Counter({
      name: `${prefix}_reconcile_panics_total`,
      help: 'Reconciles that threw outside of a promise, or threw what is no error.',
      ...common,
    }),
    timeouts: new Counter({
      name: `${prefix}_reconcile_timeouts_total`,
      help: 'Reconciles that ran into their time-out.',
      ...common,
    }),
    seconds: new Histogram({
      name: `${prefix}_reconcile_time_seconds`,
      help: 'Duration of reconciles.',
      buckets: RECONCILE_BUCKETS,
      ...common,
    }),
    concurrency: new Gauge({
      name: `${prefix}_max_concurrent_reconciles`,
      help: 'Workers of a controller.',
      ...common,
    }),
    active: new Gauge({ name: `${prefix}_active_workers`, help: 'Workers that reconcile now.', ...common }),
  };
}

function controllerMetrics(
  collectors: ReturnType<typeof controllerCollectors>,
  queue: QueueMetrics,
  controller: string,
  concurrency: number,
): ControllerMetrics {
  const labels = { controller };
  for (const result of OUTCOMES) collectors.total.inc({ controller, result }, 0);
  for (const counter of [collectors.errors, collectors.terminal, collectors.panics, collectors.timeouts]) {
    counter.inc(labels, 0);
  }
  collectors.seconds.zero(labels);
  collectors.concurrency.set(labels, concurrency);
  collectors.active.set(labels, 0);
  return {
    queue,
    started: () => collectors.active.inc(labels),
    ended: (result, ms) => {
      collectors.active.dec(labels);
      collectors.seconds.observe(labels, ms / 1000);
      collectors.total.inc({ controller, result });
      if (result === 'error') collectors.errors.inc(labels);
    },
    terminalError: () => collectors.terminal.inc(labels),
    panicked: () => collectors.panics.inc(labels),
    timedOut: () => collectors.timeouts.inc(labels),
  };
}

function queueCollectors(registry: Registry) {
  const common = { labelNames: ['name', 'controller'] as const, registers: [registry] };
  /** Ages in milliseconds of the runs of each queue; read when metrics are collected. */
  const processing = new Map<string, () => readonly number[]>();
  return {
    processing,
    depth: new Gauge({
      name: 'workqueue_depth',
      help: 'Keys that are ready and wait for a worker.',
      labelNames: ['name', 'controller', 'priority'],
      registers: [registry],
    }),
    adds: new Counter({ name: 'workqueue_adds_total', help: 'Keys that became ready.', ...common }),
    retries: new Counter({ name: 'workqueue_retries_total', help: 'Keys added again after a failure.', ...common }),
    waited: new Histogram({
      name: 'workqueue_queue_duration_seconds',
      help: 'How long ready keys waited for a worker.',
      buckets: QUEUE_BUCKETS,
      ...common,
    }),
    worked: new Histogram({
      name: 'workqueue_work_duration_seconds',
      help: 'How long workers took for a key.',
      buckets: QUEUE_BUCKETS,
      ...common,
    }),
    unfinished: new Gauge({
      name: 'workqueue_unfinished_work_seconds',
      help: 'Sum of the ages of the runs in progress; one that grows by 1 a second is stuck.',
      ...common,
      collect() {
        for (const [name, read] of processing) {
          this.set({ name, controller: name }, read().reduce((sum, ms) => sum + ms, 0) / 1000);
        }
      },
    }),
    longest: new Gauge({
      name: 'workqueue_longest_running_processor_seconds',
      help: 'Age of the oldest run in progress.',
      ...common,
      collect() {
        for (const [name, read] of processing) {
          this.set({ name, controller: name }, Math.max(0, ...read()) / 1000);
        }
      },
    }),
  };
}

function queueMetrics(collectors: ReturnType<typeof queueCollectors>, name: string): QueueMetrics {
  const labels = { name, controller: name };
  const depthLabels = (priority: Priority) => ({ ...labels, priority: String(priority) });
  for (const priority of Object.values(Priority)) collectors.depth.set(depthLabels(priority), 0);
  collectors.adds.inc(labels, 0);
  collectors.retries.inc(labels, 0);
  collectors.waited.zero(labels);
  collectors.worked.zero(labels);
  return {
    added: () => collectors.adds.inc(labels),
    joined: (priority) => collectors.depth.inc(depthLabels(priority)),
    left: (priority) => collectors.depth.dec(depthLabels(priority)),
    waited: (ms) => collectors.waited.observe(labels, ms / 1000),
    worked: (ms) => collectors.worked.observe(labels, ms / 1000),
    retried: () => collectors.retries.inc(labels),
    watchProcessing: (read) => void collectors.processing.set(name, read),
  };
}
