import type { Clock } from '../../runtime/clock.ts';
import { BoundedMap } from './bounded-map.ts';

/** As client-go's: 25 Events about one object at once, then one every 5 minutes. */
const BURST = 25;
const REFILL_MS = 300_000;
/** Objects remembered. */
const OBJECTS = 4_096;

/** Keeps one restless object from flooding etcd with Events. */
export class SpamFilter {
  readonly #wall: Clock;
  readonly #buckets = new BoundedMap<string, { tokens: number; at: number }>(OBJECTS);

  constructor(wall: Clock) {
    this.#wall = wall;
  }

  /** Whether one more Event about the object with this uid may be written now. */
  admits(uid: string): boolean {
    const now = this.#wall.now();
    const bucket = this.#buckets.get(uid) ?? { tokens: BURST, at: now };
    const tokens = Math.min(BURST, bucket.tokens + Math.max(0, now - bucket.at) / REFILL_MS);
    const admitted = tokens >= 1;
    this.#buckets.set(uid, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
  }
}
