import type { Table } from './table.ts';

export interface BenchOptions {
  /** How often measurements that time disturbs are repeated; what is printed are medians. */
  readonly runs: number;
  /** Stacks of task definition, service and scaling. */
  readonly stacks: number;
  /** How many services the simulator is measured with, each number by itself. */
  readonly services: readonly number[];
  /** Simulated hours. */
  readonly hours: number;
  readonly onProgress: (line: string) => void;
}

/** One group of measurements. */
export interface Section {
  readonly what: string;
  /** Whether it needs the local control plane. */
  readonly needsControlPlane: boolean;
  measure(options: BenchOptions): Promise<readonly Table[]>;
}
