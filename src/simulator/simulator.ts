import type { Clock, Random } from '../runtime/clock.ts';
import { startAutoscaler } from './application-autoscaling/autoscaler.ts';
import { CallCounts } from './call-counts.ts';
import { startScheduler } from './elastic-container-service/services/scheduler.ts';
import { AnswerLost, faultError, FaultInjector, HtmlAnswer } from './faults.ts';
import { checkInput } from './input/check-input.ts';
import { AwsFault } from './operation.ts';
import type { Json, ServiceName } from './operation.ts';
import { findOperation, registry } from './registry.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import { staleAnswer } from './stale-answer.ts';
import { Throttle } from './throttle.ts';
import { emptyWorld } from './world.ts';
import type { Context, World } from './world.ts';

export interface SimulatorOptions {
  /** The domain clock: everything that takes time in AWS takes it on this clock. */
  readonly clock: Clock;
  /** Ids, shuffled answers and the probability of faults. */
  readonly random: Random;
  /** Twelve digits; 111122223333 when absent. */
  readonly accountId?: string | undefined;
  /** us-east-1 when absent. */
  readonly region?: string | undefined;
  /** Whether AWS's request limits hold; off when absent. */
  readonly throttling?: boolean | undefined;
}

/** The simulated account, in memory. The HTTP front (`http/server.ts`) stands before it; tests may call it directly. */
export interface Simulator {
  readonly context: Context;
  readonly faults: FaultInjector;
  readonly calls: CallCounts;
  readonly throttle: Throttle;
  /** The present world; another object after reset and restore. */
  readonly world: World;
  /**
   * A call from outside: counted, limited, hit by faults. `input` and the answer are as on the wire (timestamps are
   * epoch seconds); the answer is a copy.
   *
   * @throws AwsFault, AnswerLost, HtmlAnswer
   */
  call(service: ServiceName, operation: string, input: Json): Json;
  /** As {@link call}, and tells how late the answer is to come because of a `slow` fault, in wall milliseconds. */
  exchange(service: ServiceName, operation: string, input: Json): Exchange;
  /** The same call by another actor: not counted, not limited, no faults. */
  act(service: ServiceName, operation: string, input: Json): Json;
  /** Starts scheduler and autoscaler; calling it twice is harmless. */
  start(): void;
  stop(): void;
  /** The world as text. */
  dump(): string;
  /** Puts a dumped world in place of the present one. */
  restore(dump: string): void;
  /** An empty account; call counts, faults and request limits start afresh. */
  reset(): void;
}

export interface Exchange {
  readonly answer: Json;
  readonly delayMs: number;
}

export function createSimulator(options: SimulatorOptions): Simulator {
  return new SimulatedAccount(options);
}

/** A copy without members that are `undefined`, as JSON carries it. */
function asOnTheWire(answer: Json): Json {
  return JSON.parse(JSON.stringify(answer)) as Json;
}

class SimulatedAccount implements Simulator {
  readonly context: Context;
  readonly faults: FaultInjector;
  readonly calls = new CallCounts();
  readonly throttle: Throttle;
  #world = emptyWorld();
  #stops: (() => void)[] = [];

  constructor(options: SimulatorOptions) {
    this.faults = new FaultInjector(options.random);
    this.throttle = new Throttle(options.clock, options.throttling ?? false);
    this.context = this.#createContext(options);
  }

  get world(): World {
    return this.#world;
  }

  call(service: ServiceName, operation: string, input: Json): Json {
    return this.exchange(service, operation, input).answer;
  }

  exchange(service: ServiceName, operation: string, input: Json): Exchange {
    try {
      const exchange = this.#callWithFaults(service, operation, input);
      this.calls.add(service, operation);
      return exchange;
    } catch (error) {
      this.calls.add(service, operation, errorCode(error));
      throw error;
    }
  }

  act(service: ServiceName, operation: string, input: Json): Json {
    const run = findOperation(service, operation);
    if (run === undefined) throw new AwsFault('UnknownOperationException', '');
    const checked = checkInput(service, registry[service].sdk, operation, input);
    return asOnTheWire(run(this.context, checked));
  }

  start(): void {
    if (this.#stops.length > 0) return;
    this.#stops = [startScheduler(this.context), startAutoscaler(this.context)];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  dump(): string {
    return toSnapshot(this.#world);
  }

  restore(dump: string): void {
    const world = fromSnapshot(dump) as World;
    this.#replaceWorld(world);
  }

  reset(): void {
    this.calls.reset();
    this.faults.clear();
    this.throttle.reset();
    this.#replaceWorld(emptyWorld());
  }

  #replaceWorld(world: World): void {
    const running = this.#stops.length > 0;
    this.stop();
    this.#world = world;
    if (running) this.start();
  }

  #callWithFaults(service: ServiceName, operation: string, input: Json): Exchange {
    const fault = this.faults.next(service, operation);
    const error = fault && faultError(fault, this.context.callerArn, `${service}:${operation}`);
    if (error !== undefined && fault?.moment !== 'after') throw error;
    this.throttle.take(service, operation);
    const answer = this.act(service, operation, input);
    if (error !== undefined) throw error;
    return { answer: fault?.kind === 'missing' ? staleAnswer(answer) : answer, delayMs: fault?.delayMs ?? 0 };
  }

  #createContext(options: SimulatorOptions): Context {
    const account = options.accountId ?? '111122223333';
    const world = (): World => this.#world;
    return {
      get world() {
        return world();
      },
      clock: options.clock,
      random: options.random,
      accountId: account,
      region: options.region ?? 'us-east-1',
      callerArn: `arn:aws:iam::${account}:user/simulated`,
      invoke: (service, operation, input) => this.act(service, operation, input),
    };
  }
}

function errorCode(error: unknown): string {
  if (error instanceof AwsFault) return error.code;
  if (error instanceof AnswerLost || error instanceof HtmlAnswer) return error.name;
  return 'InternalError';
}
