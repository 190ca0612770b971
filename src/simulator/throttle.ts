import type { Clock } from '../runtime/clock.ts';
import { AwsFault } from './operation.ts';
import type { ServiceName } from './operation.ts';
import { throttleCategory } from './throttle-categories.ts';
import type { ThrottleCategory } from './throttle-categories.ts';

/** What is left of a request limit. */
interface Bucket {
  tokens: number;
  /** Milliseconds on the clock at which `tokens` was true. */
  at: number;
}

/** Whether limits hold, and what is left of each, by category. */
export interface ThrottleState {
  readonly enabled: boolean;
  readonly buckets: ReadonlyMap<string, Bucket>;
}

/** The account's request limits on the simulator's clock; off until switched on. */
export class Throttle {
  enabled: boolean;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, enabled: boolean) {
    this.#clock = clock;
    this.enabled = enabled;
  }

  /** @throws AwsFault ThrottlingException "Rate exceeded" when the call's bucket is empty. */
  take(service: ServiceName, operation: string): void {
    if (!this.enabled) return;
    const category = throttleCategory(service, operation);
    if (category === undefined) return;
    const bucket = this.#refilled(category);
    if (bucket.tokens < 1) throw new AwsFault('ThrottlingException', 'Rate exceeded');
    bucket.tokens -= 1;
  }

  /** Fills every bucket. */
  reset(): void {
    this.#buckets.clear();
  }

  get state(): ThrottleState {
    return {
      enabled: this.enabled,
      buckets: new Map([...this.#buckets].map(([name, bucket]) => [name, { ...bucket }])),
    };
  }

  set state({ enabled, buckets }: ThrottleState) {
    this.enabled = enabled;
    this.#buckets.clear();
    for (const [name, bucket] of buckets) this.#buckets.set(name, { ...bucket });
  }

  #refilled(category: ThrottleCategory): Bucket {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(category.name) ?? { tokens: category.burst, at: now };
    const refill = ((now - bucket.at) / 1000) * category.perSecond;
    bucket.tokens = Math.min(category.burst, bucket.tokens + refill);
    bucket.at = now;
    this.#buckets.set(category.name, bucket);
    return bucket;
  }
}
