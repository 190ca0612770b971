import { type Clock } from '../runtime/clock.ts';
import { TokenBucket } from './bucket.ts';
import { bucketSizes, type BucketSize, type Category } from './categories.ts';

export interface BucketsOptions {
  /** The domain clock. */
  readonly clock: Clock;
  /** Part of every bucket of AWS that we allow ourselves, in (0, 1]; 0.5 when absent. */
  readonly share?: number;
  /** Sizes that AWS has raised for this account. */
  readonly sizes?: Partial<Record<Category, BucketSize>>;
}

export type Buckets = { readonly [C in Category]: TokenBucket };

/** One request bucket for each throttle category of one account and Region. */
export function createBuckets(options: BucketsOptions): Buckets {
  const share = options.share ?? 0.5;
  const bucket = (category: Category): TokenBucket =>
    new TokenBucket({ size: options.sizes?.[category] ?? bucketSizes[category], share, clock: options.clock });
  return {
    'service-modify': bucket('service-modify'),
    'service-read': bucket('service-read'),
    'service-deployment-read': bucket('service-deployment-read'),
    'service-revision-read': bucket('service-revision-read'),
    'task-definition-modify': bucket('task-definition-modify'),
    'task-definition-read': bucket('task-definition-read'),
    'task-read': bucket('task-read'),
    'tag-modify': bucket('tag-modify'),
    'tag-read': bucket('tag-read'),
    'scaling-modify': bucket('scaling-modify'),
    'scaling-read': bucket('scaling-read'),
    'alarm-modify': bucket('alarm-modify'),
    'alarm-read': bucket('alarm-read'),
    'balancing-read': bucket('balancing-read'),
    identity: bucket('identity'),
  };
}
