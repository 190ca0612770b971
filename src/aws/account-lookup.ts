import type { Clock } from '../runtime/clock.ts';
import { Priority } from '../runtime/priority.ts';
import { AwsError } from './errors.ts';
import type { PacedCalls } from './paced-calls.ts';

/** After a failed attempt nobody asks again for this long: domain milliseconds. */
const retryMs = 5_000;

/**
 * Learns the account id from STS, once. Everybody who asks meanwhile shares the answer, and a failure is remembered
 * for a few seconds, so that a thousand reconciles do not all ask.
 */
export class AccountLookup {
  private readonly calls: PacedCalls;
  private readonly clock: Clock;
  private known: string | undefined;
  private underWay: Promise<string> | undefined;
  private failed: { readonly error: unknown; readonly at: number } | undefined;

  constructor(calls: PacedCalls, clock: Clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /** Undefined until STS has answered. */
  get accountId(): string | undefined {
    return this.known;
  }

  /** @throws AwsError, AwaitToken */
  async find(): Promise<string> {
    if (this.known !== undefined) return this.known;
    if (this.failed !== undefined && this.clock.now() - this.failed.at < retryMs) throw this.failed.error;
    this.underWay ??= this.ask().finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }

  private async ask(): Promise<string> {
    try {
      const context = { object: 'Account', priority: Priority.UserChange };
      const { Account: account } = await this.calls.call('GetCallerIdentity', {}, context);
      if (account === undefined) throw emptyAnswer();
      this.known = account;
      this.failed = undefined;
      return account;
    } catch (error) {
      this.failed = { error, at: this.clock.now() };
      throw error;
    }
  }
}

function emptyAnswer(): AwsError {
  const facts = { code: 'IncompleteAnswer', message: 'no account id', requestId: undefined, httpStatus: undefined };
  return new AwsError({ class: 'transient' }, 'GetCallerIdentity', facts, undefined);
}
