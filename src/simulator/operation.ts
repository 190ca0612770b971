import type { Clock, Random } from '../runtime/clock.ts';

/** A JSON object as it stands on the wire (timestamps are epoch seconds). */
export type Json = Record<string, unknown>;

/** An error answer of AWS, thrown by operations and written to the wire by the HTTP front. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;
  /** Spelling of the message member on the wire: ECS says `message`, Application Auto Scaling mostly `Message`. */
  readonly messageKey: 'message' | 'Message';
  readonly extra: Json;

  constructor(
    code: string,
    message: string,
    options: { status?: number; messageKey?: 'message' | 'Message'; extra?: Json } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.messageKey = options.messageKey ?? 'message';
    this.extra = options.extra ?? {};
  }
}

/** What every simulated operation gets beside its input. `World` is the simulator's whole state. */
export interface OperationContext<World> {
  readonly world: World;
  readonly clock: Clock;
  readonly random: Random;
  readonly accountId: string;
  readonly region: string;
}

/**
 * One simulated AWS operation: validates, changes the world, answers. Synchronous, so that no two calls interleave.
 * One file per operation; throws {@link AwsFault}.
 */
export type Operation<World> = (context: OperationContext<World>, input: Json) => Json;
