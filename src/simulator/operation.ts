import type { Clock, Random } from '../runtime/clock.ts';

/** A JSON object as it stands on the wire (timestamps are epoch seconds). */
export type Json = Record<string, unknown>;

/** The AWS services that the simulator answers for. */
export type ServiceName = 'ecs' | 'cloudwatch' | 'application-autoscaling' | 'elasticloadbalancingv2' | 'sts';

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

/**
 * Whether what takes time takes the time that is typical, or one drawn from the range that was observed, other each time.
 */
export type Delays = (typeof delayModes)[number];

export const delayModes = ['typical', 'drawn'] as const;

/** What every simulated operation gets beside its input. `World` is the simulator's whole state. */
export interface OperationContext<World> {
  /** The present world. Reset and restore put another one in its place: read it anew, never keep it. */
  readonly world: World;
  readonly clock: Clock;
  /** For all that an operation draws. */
  readonly random: Random;
  /** For what goes with its answer: reading must not change what happens. */
  readonly randomForAnswer: Random;
  readonly delays: Delays;
  readonly accountId: string;
  readonly region: string;
  /** The ARN of the identity that calls, as GetCallerIdentity and `registeredBy` tell it. */
  readonly callerArn: string;
  /**
   * Another operation, called by AWS itself or by another actor (Application Auto Scaling sets a desired count through
   * UpdateService): validated as any call, but not counted, not throttled, and no injected fault hits it. The answer may
   * hold parts of the world: it is for reading.
   */
  invoke(service: ServiceName, operation: string, input: Json): Json;
}

/**
 * One simulated AWS operation: validates, changes the world, answers. Synchronous, so that no two calls interleave.
 * One file per operation; throws {@link AwsFault}. The input's types and required members are already checked against
 * the SDK's schema. What it answers is copied before anybody sees it, so it may hold parts of the world.
 */
export type Operation<World> = (context: OperationContext<World>, input: Json) => Json;
