import type { ServiceName } from './operation.ts';

/** What became of the calls of one operation. */
export interface OperationCount {
  calls: number;
  /** By error code; calls that succeeded are not in it. */
  errors: Record<string, number>;
}

/** Counts every call that came from outside, by service and operation. */
export class CallCounts {
  readonly #counts = new Map<string, OperationCount>();

  /** Counts one call; `errorCode` when it failed or its answer was lost. */
  add(service: ServiceName, operation: string, errorCode?: string): void {
    const key = `${service}.${operation}`;
    const count = this.#counts.get(key) ?? { calls: 0, errors: {} };
    count.calls += 1;
    if (errorCode !== undefined) count.errors[errorCode] = (count.errors[errorCode] ?? 0) + 1;
    this.#counts.set(key, count);
  }

  /** Counts by `<service>.<operation>`, sorted by name. */
  read(): Record<string, OperationCount> {
    const sorted = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return structuredClone(Object.fromEntries(sorted));
  }

  /** Puts counts in place of the present ones, as {@link read} gave them. */
  restore(counts: Readonly<Record<string, OperationCount>>): void {
    this.#counts.clear();
    for (const [key, count] of Object.entries(structuredClone(counts))) this.#counts.set(key, count);
  }

  reset(): void {
    this.#counts.clear();
  }
}
