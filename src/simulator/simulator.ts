import type { Clock } from '../runtime/clock.ts';
import { AccountClock } from './account-clock.ts';
import { DUMP_FORMAT, DumpRefused, dumpLines, readDump, writeDump } from './account-dump.ts';
import type { AccountDump } from './account-dump.ts';
import { nextEventAt, startBackground } from './background.ts';
import { CallCounts } from './call-counts.ts';
import { Chance } from './chance.ts';
import { errorCode, faultError, FaultInjector } from './faults.ts';
import { checkInput } from './input/check-input.ts';
import { AwsFault } from './operation.ts';
import type { Delays, Json, ServiceName } from './operation.ts';
import { findOperation, registry } from './registry.ts';
import { staleAnswer } from './stale-answer.ts';
import { Throttle } from './throttle.ts';
import { emptyWorld } from './world.ts';
import type { Context, World } from './world.ts';

export interface SimulatorOptions {
  /** The domain clock: everything that takes time in AWS takes it on this clock. */
  readonly clock: Clock;
  /** Somebody else keeps that clock as well: restoring a dump does not set it. */
  readonly sharesClock?: boolean | undefined;
  /** All chance comes from this whole number: ids, delays, shuffled answers, the probability of faults. */
  readonly seed: number;
  /** `typical` when absent. */
  readonly delays?: Delays | undefined;
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
  /** When something happens next without a call (epoch milliseconds of its clock); undefined: never. */
  nextEventAt(): number | undefined;
  /** Starts what happens without a call; calling it twice is harmless. */
  start(): void;
  stop(): void;
  /**
   * Everything that decides how the account goes on, as text.
   *
   * @throws DumpTooLarge for what fits into no text
   */
  dump(): string;
  /** The same by lines, however much it is; nothing may happen before the last one was taken. */
  dumpLines(): Iterable<string>;
  /**
   * Puts a dumped account, as text or by lines, in place of this one: it goes on at the time of the dump as the other one would have.
   *
   * @throws DumpRefused for what is no dump, one of another version, account or Region, or of a time that a shared clock
   * has yet to reach; nothing has changed then
   */
  restore(dump: string | Iterable<string>): void;
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
  readonly #clock: AccountClock;
  readonly #sharesClock: boolean;
  readonly #chance: Chance;
  #delays: Delays;
  #world = emptyWorld();
  #stopBackground: (() => void) | undefined;

  constructor(options: SimulatorOptions) {
    this.#clock = new AccountClock(options.clock);
    this.#sharesClock = options.sharesClock ?? false;
    this.#chance = new Chance(options.seed);
    this.#delays = options.delays ?? 'typical';
    this.faults = new FaultInjector(this.#chance.nextForAnswer);
    this.throttle = new Throttle(this.#clock, options.throttling ?? false);
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
    return asOnTheWire(this.#run(service, operation, input));
  }

  nextEventAt(): number | undefined {
    return nextEventAt(this.context);
  }

  start(): void {
    this.#stopBackground ??= startBackground(this.context);
  }

  stop(): void {
    this.#stopBackground?.();
    this.#stopBackground = undefined;
  }

  dump(): string {
    return writeDump(this.#state());
  }

  dumpLines(): Iterable<string> {
    return dumpLines(this.#state());
  }

  #state(): AccountDump {
    return {
      format: DUMP_FORMAT,
      accountId: this.context.accountId,
      region: this.context.region,
      now: this.#clock.now(),
      delays: this.#delays,
      chance: this.#chance.state,
      throttling: this.throttle.state,
      faults: this.faults.state,
      calls: this.calls.read(),
      world: this.#world,
    };
  }

  restore(from: string | Iterable<string>): void {
    const dump = readDump(from);
    this.#checkPlace(dump);
    this.#replaceWorld(dump.world, () => {
      if (!this.#sharesClock) this.#clock.set(dump.now);
      this.#delays = dump.delays;
      this.#chance.state = dump.chance;
      this.throttle.state = dump.throttling;
      this.faults.state = dump.faults;
      this.calls.restore(dump.calls);
    });
  }

  reset(): void {
    this.calls.reset();
    this.faults.clear();
    this.throttle.reset();
    this.#replaceWorld(emptyWorld());
  }

  #checkPlace({ accountId, region, now }: AccountDump): void {
    const { context } = this;
    if (accountId !== context.accountId || region !== context.region) {
      const here = `account ${context.accountId} in ${context.region}`;
      throw new DumpRefused(`it is of account ${accountId} in ${region}, and this is ${here}`);
    }
    if (this.#sharesClock && now > this.#clock.now()) {
      throw new DumpRefused('it is of a time that the clock, which is shared, has yet to reach');
    }
  }

  #replaceWorld(world: World, meanwhile: () => void = () => undefined): void {
    const running = this.#stopBackground !== undefined;
    this.stop();
    this.#world = world;
    meanwhile();
    if (running) this.start();
  }

  #run(service: ServiceName, operation: string, input: Json): Json {
    const run = findOperation(service, operation);
    if (run === undefined) throw new AwsFault('UnknownOperationException', '');
    const checked = checkInput(service, registry[service].sdk, operation, input);
    return this.#chance.during(operation, () => run(this.context, checked));
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
    const delays = (): Delays => this.#delays;
    return {
      get world() {
        return world();
      },
      get delays() {
        return delays();
      },
      clock: this.#clock,
      random: this.#chance.next,
      randomForAnswer: this.#chance.nextForAnswer,
      accountId: account,
      region: options.region ?? 'us-east-1',
      callerArn: `arn:aws:iam::${account}:user/simulated`,
      invoke: (service, operation, input) => this.#run(service, operation, input),
    };
  }
}
