import type { Clocks } from '../runtime/clock.ts';
import type { EffectGate } from '../runtime/effects.ts';
import { AccountLookup } from './account-lookup.ts';
import { type Buckets, createBuckets } from './buckets.ts';
import type { CallMetrics } from './call-metrics.ts';
import type { BucketSize, Category } from './categories.ts';
import { AwsGateway } from './gateway.ts';
import { PacedCalls } from './paced-calls.ts';
import type { AwsScope } from './port.ts';
import type { PrefetchHooks } from './service-reader.ts';
import type { AwsTransport } from './transport.ts';

/** As whom, and where, calls are made. Without a role: the operator's own credentials. */
export interface Identity {
  readonly region: string;
  readonly roleArn?: string;
}

export interface PoolOptions {
  /** Called once per identity. */
  readonly createTransport: (identity: Identity) => AwsTransport;
  readonly effects: EffectGate;
  readonly clocks: Clocks;
  readonly metrics: CallMetrics;
  /** Part of every AWS bucket that we allow ourselves; 0.5 when absent. */
  readonly share?: number;
  readonly bucketSizes?: Partial<Record<Category, BucketSize>>;
  readonly prefetch?: PrefetchHooks;
}

interface Member {
  readonly transport: AwsTransport;
  readonly account: AccountLookup;
  gateway?: AwsGateway;
}

/** One gateway per (account, Region, role). Roles of one account share its buckets, as AWS counts them together. */
export class AwsPool {
  private readonly options: PoolOptions;
  private readonly members = new Map<string, Member>();
  private readonly bucketsOfScope = new Map<string, Buckets>();

  constructor(options: PoolOptions) {
    this.options = options;
  }

  /**
   * The gateway of an identity; asks STS for the account the first time.
   *
   * @throws AwsError as long as STS does not tell the account: not ready, to be tried again
   */
  async gateway(identity: Identity): Promise<AwsGateway> {
    const member = this.memberOf(identity);
    const accountId = await member.account.find();
    member.gateway ??= new AwsGateway({
      ...this.options,
      scope: { accountId, region: identity.region },
      transport: member.transport,
      buckets: this.bucketsOf(accountId, identity.region),
    });
    return member.gateway;
  }

  /** The scope of an identity once STS has told its account; makes no call. */
  known(identity: Identity): AwsScope | undefined {
    const accountId = this.memberOf(identity).account.accountId;
    return accountId === undefined ? undefined : { accountId, region: identity.region };
  }

  /** Ends background reads of all gateways. */
  close(): void {
    for (const member of this.members.values()) member.gateway?.close();
  }

  private memberOf(identity: Identity): Member {
    const key = `${identity.region} ${identity.roleArn ?? ''}`;
    const existing = this.members.get(key);
    if (existing !== undefined) return existing;
    const transport = this.options.createTransport(identity);
    // The account, and with it the buckets, is what this call is to find out: it gets buckets of its own.
    const calls = new PacedCalls({ ...this.options, transport, buckets: this.newBuckets() });
    const member = { transport, account: new AccountLookup(calls, this.options.clocks.domain) };
    this.members.set(key, member);
    return member;
  }

  private bucketsOf(accountId: string, region: string): Buckets {
    const key = `${accountId} ${region}`;
    const buckets = this.bucketsOfScope.get(key) ?? this.newBuckets();
    this.bucketsOfScope.set(key, buckets);
    return buckets;
  }

  private newBuckets(): Buckets {
    const { share, bucketSizes: sizes, clocks } = this.options;
    return createBuckets({
      clock: clocks.domain,
      ...(share === undefined ? {} : { share }),
      ...(sizes === undefined ? {} : { sizes }),
    });
  }
}
