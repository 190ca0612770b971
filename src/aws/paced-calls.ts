import type { Clocks } from '../runtime/clock.ts';
import type { EffectGate } from '../runtime/effects.ts';
import { AwaitToken } from '../runtime/result.ts';
import type { Buckets } from './buckets.ts';
import type { CallMetrics } from './call-metrics.ts';
import { operationFacts } from './categories.ts';
import { classify } from './errors.ts';
import type { Input, OperationName, Output } from './operations.ts';
import type { CallContext } from './port.ts';
import type { AwsTransport } from './transport.ts';

export interface PacedCallsOptions {
  readonly transport: AwsTransport;
  readonly buckets: Buckets;
  readonly effects: EffectGate;
  readonly clocks: Clocks;
  readonly metrics: CallMetrics;
}

/** One call at a time as every call is made: a token first, the effect gate for writes, measured, classified. */
export class PacedCalls {
  private readonly options: PacedCallsOptions;

  constructor(options: PacedCallsOptions) {
    this.options = options;
  }

  /**
   * @param place who waits in the bucket's queue, where it is not the object itself (a batch of reads).
   * @throws AwaitToken when the operation's bucket has no free token; the place is kept
   * @throws AwsError when the call fails
   */
  async call<K extends OperationName>(
    operation: K,
    input: Input<K>,
    context: CallContext,
    place: string = context.object,
  ): Promise<Output<K>> {
    this.takeToken(operation, context, place);
    context.onSend?.();
    const run = (): Promise<Output<K>> => this.measured(operation, input, context);
    if (operationFacts[operation].access === 'read') return run();
    return this.options.effects.around({ object: context.object, kind: operation }, run);
  }

  /** Tokens per second that an operation's bucket grants in the long run. */
  ratePerSecond(operation: OperationName): number {
    return this.options.buckets[operationFacts[operation].category].perSecond;
  }

  private takeToken(operation: OperationName, context: CallContext, place: string): void {
    const { category } = operationFacts[operation];
    const take = this.options.buckets[category].tryTake(place, context.priority);
    if (take.granted) return;
    this.options.metrics.waited(category);
    throw new AwaitToken(take.waitMs, category);
  }

  private async measured<K extends OperationName>(
    operation: K,
    input: Input<K>,
    context: CallContext,
  ): Promise<Output<K>> {
    const { transport, clocks, metrics, buckets } = this.options;
    const startedAt = clocks.wall.now();
    const seconds = (): number => (clocks.wall.now() - startedAt) / 1000;
    try {
      const output = await transport.send(operation, input, sendOptionsOf(context));
      metrics.observe(operation, seconds());
      return output;
    } catch (error) {
      const failure = classify(error, operation);
      metrics.observe(operation, seconds(), failure);
      if (failure.class === 'throttle') buckets[operationFacts[operation].category].throttled();
      throw failure;
    }
  }
}

function sendOptionsOf(context: CallContext): { kind: string; signal?: AbortSignal } {
  const kind = context.object.split('/', 1)[0] ?? '';
  return context.signal === undefined ? { kind } : { kind, signal: context.signal };
}
