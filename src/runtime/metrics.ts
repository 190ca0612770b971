/** What the runtime reports about itself, as a port: it knows no metrics library. */
import type { Priority } from './priority.ts';

/** What one work queue reports about itself. Durations are wall milliseconds. */
export interface QueueMetrics {
  /** A key became ready. */
  added(): void;
  /** The depth at `priority` grew by one. */
  joined(priority: Priority): void;
  /** The depth at `priority` fell by one. */
  left(priority: Priority): void;
  /** A ready key was taken by a worker after `ms`. */
  waited(ms: number): void;
  /** A run ended after `ms`. */
  worked(ms: number): void;
  /** A key was added again after a failure. */
  retried(): void;
  /** `read` gives the ages of the present runs whenever metrics are collected. */
  watchProcessing(read: () => readonly number[]): void;
}

/** How a reconcile ended, in the words of controller-runtime's `result` label. A `wait` is its `requeue`. */
export type ReconcileOutcome = 'success' | 'error' | 'requeue' | 'requeue_after';

/** What one controller reports about itself. */
export interface ControllerMetrics {
  readonly queue: QueueMetrics;
  started(): void;
  /** A reconcile ended after `ms` wall milliseconds. */
  ended(outcome: ReconcileOutcome, ms: number): void;
  terminalError(): void;
  panicked(): void;
  timedOut(): void;
}

/** Where the runtime reports to; implemented for Prometheus in src/observability. */
export interface RuntimeMetrics {
  forController(name: string, concurrency: number): ControllerMetrics;
  /** Whether this process leads under the lease `name`. */
  leading(name: string, leads: boolean): void;
}
