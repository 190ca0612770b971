import type { Input, OperationName, Output } from './operations.ts';

/** How one call is sent. */
export interface SendOptions {
  readonly signal?: AbortSignal;
  /** Kind of the object that asks; named in the user agent, so that CloudTrail tells who called. */
  readonly kind?: string;
}

/**
 * Carries one call to one (account, Region, role): over the AWS SDK, or straight into a simulator in tests.
 * Paces nothing and classifies nothing. Rejects with what the AWS SDK throws: an error whose `name` is AWS's code,
 * with `$metadata`, or a network error.
 */
export interface AwsTransport {
  send<K extends OperationName>(operation: K, input: Input<K>, options?: SendOptions): Promise<Output<K>>;
}
