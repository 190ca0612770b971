import type { Clock } from '../runtime/clock.ts';
import type { ServiceReading } from './port.ts';

/** A prefetched reading is not served when it is older than this: domain milliseconds. */
const freshMs = 3_000;

/** What one batch under way will bring for keys that nobody asked for yet. */
export interface Expectation {
  /** Keeps the reading, unless its key was written meanwhile; says whether it did. */
  store(key: string, reading: ServiceReading): boolean;
  /** The batch is over. */
  end(): void;
}

/** Readings that a batch brought along for keys that will soon be due. Each is served once. */
export class PrefetchedReadings {
  private readonly clock: Clock;
  private readonly readings = new Map<string, ServiceReading>();
  /** Keys that batches under way will bring; a write to one of them makes what it brings stale. */
  private readonly expected = new Set<Set<string>>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Whether a reading is at hand or on its way. */
  has(key: string): boolean {
    if (this.fresh(this.readings.get(key)) !== undefined) return true;
    for (const open of this.expected) if (open.has(key)) return true;
    return false;
  }

  take(key: string): ServiceReading | undefined {
    const reading = this.fresh(this.readings.get(key));
    this.readings.delete(key);
    return reading;
  }

  /** Announces that a batch under way carries `keys`. */
  expect(keys: readonly string[]): Expectation {
    const open = new Set(keys);
    this.expected.add(open);
    return {
      store: (key, reading) => {
        if (!open.has(key)) return false;
        this.dropStale();
        this.readings.set(key, reading);
        return true;
      },
      end: () => void this.expected.delete(open),
    };
  }

  /** Forgets what is known of `key`, and what batches under way will bring for it. */
  invalidate(key: string): void {
    this.readings.delete(key);
    for (const open of this.expected) open.delete(key);
  }

  private fresh(reading: ServiceReading | undefined): ServiceReading | undefined {
    return reading !== undefined && this.clock.now() - reading.readAt <= freshMs ? reading : undefined;
  }

  private dropStale(): void {
    for (const [key, reading] of this.readings) if (this.fresh(reading) === undefined) this.readings.delete(key);
  }
}
