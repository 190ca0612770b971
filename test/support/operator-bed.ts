import { Registry } from 'prom-client';
import { EcsScalingType, EcsServiceType, EcsTaskDefinitionType } from '../../src/api/resources.ts';
import type { EcsScaling, EcsService, EcsTaskDefinition } from '../../src/api/resources.ts';
import { CallMetrics } from '../../src/aws/call-metrics.ts';
import { AwsPool } from '../../src/aws/pool.ts';
import type { Settings } from '../../src/controllers/framework/deps.ts';
import { Operator, storeIndexes } from '../../src/controllers/operator.ts';
import { HASH_VERSION } from '../../src/ecs/hash.ts';
import { withEffects } from '../../src/kube/effectful-port.ts';
import { InMemoryApiServer } from '../../src/kube/in-memory/api-server.ts';
import type { Follower } from '../../src/kube/in-memory/watch-log.ts';
import { ObjectStore } from '../../src/kube/store.ts';
import { createLogger } from '../../src/observability/log.ts';
import { createRuntimeMetrics } from '../../src/observability/metrics.ts';
import { ManualClock, settle } from '../../src/runtime/manual-clock.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { CrashGate } from './crash-gate.ts';
import { checkStatus } from './kstatus-check.ts';
import { simulatorTransport } from './simulator-transport.ts';

const REGION = 'us-east-1';

export interface BedOptions {
  readonly settings?: Partial<Settings>;
  /** Whether the simulated request limits hold; off when absent. */
  readonly throttling?: boolean;
  /** Part of every AWS bucket that the operator allows itself; 1 when absent, so that tests do not wait for tokens. */
  readonly share?: number;
  /** Told of every call to AWS before it is made. */
  readonly onSend?: (operation: string, input: Record<string, unknown>) => void;
}

/** One process of the operator: what a crash loses. */
interface Process {
  readonly operator: Operator;
  readonly followers: readonly Follower[];
}

/**
 * The whole operator in memory: an API server and a simulated AWS that outlive it, one clock stepped by hand, every
 * effect passing a gate that can cut the run. After a cut that stops the process, the bed starts the next one.
 */
export class OperatorBed {
  readonly clock = new ManualClock();
  readonly kube = new InMemoryApiServer(this.clock);
  readonly simulator: Simulator;
  readonly gate = new CrashGate();
  readonly taskDefinitions = this.kube.user<EcsTaskDefinition>(EcsTaskDefinitionType);
  readonly services = this.kube.user<EcsService>(EcsServiceType);
  readonly scalings = this.kube.user<EcsScaling>(EcsScalingType);
  readonly #settings: Settings;
  readonly #options: BedOptions;
  readonly #checked = new WeakSet<object>();
  #checkedWrites = 0;
  #process: Process | undefined;
  restarts = 0;

  constructor(options: BedOptions = {}) {
    this.#options = options;
    this.simulator = createSimulator({
      clock: this.clock,
      seed: 42,
      region: REGION,
      ...(options.throttling === undefined ? {} : { throttling: options.throttling }),
    });
    this.simulator.start();
    this.#settings = {
      installationId: 'test-installation',
      defaultTags: {},
      resyncMs: 60_000,
      revisionCheckMs: 600_000,
      rolloutPollMs: 5_000,
      hashVersion: HASH_VERSION,
      ...options.settings,
    };
  }

  /**
   * Starts the operator (the first time, and after {@link kill}).
   *
   * @param share far above 1 it never waits for a token: to bring a large world up quickly
   */
  start(settings: Partial<Settings> = {}, share: number = this.#options.share ?? 1): void {
    this.gate.revive();
    this.#process = this.#boot({ ...this.#settings, ...settings }, share);
    this.#process.operator.start();
  }

  /** The process is gone without a word. */
  kill(): void {
    for (const follower of this.#process?.followers ?? []) follower.disconnect();
    void this.#process?.operator.stop(0);
    this.#process = undefined;
  }

  /** Lets `ms` of domain time pass, restarting the operator whenever the gate has stopped it. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    while (this.clock.now() < until) {
      await this.#settle();
      const next = this.clock.nextTimerAt ?? until;
      await this.clock.advanceAsync(Math.max(0, Math.min(next, until) - this.clock.now()));
      if (this.clock.now() < until && next >= until) await this.clock.advanceAsync(until - this.clock.now());
    }
    await this.#settle();
  }

  /** Passes time until `condition` holds, a second at a time; fails after `limitMs` of domain time. */
  async until(condition: () => boolean, limitMs = 900_000): Promise<void> {
    const deadline = this.clock.now() + limitMs;
    await this.#settle();
    while (!condition()) {
      if (this.clock.now() >= deadline)
        throw new Error(`not within ${limitMs} ms: ${String(condition)}\n${this.describe()}`);
      await this.pass(1_000);
    }
  }

  /** Stops what would keep timers. */
  dispose(): void {
    this.kill();
    this.simulator.stop();
  }

  /** Every status, for failure messages. */
  describe(): string {
    const objects = [...this.taskDefinitions.list(), ...this.services.list(), ...this.scalings.list()];
    return JSON.stringify(
      objects.map(({ kind, metadata, status }) => ({ kind, name: metadata.name, status })),
      null,
      1,
    );
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < 50; round += 1) {
      await this.#process?.operator.idle();
      await settle();
      this.#checkStatuses();
      if (!this.gate.stopped) break;
      this.kill();
      this.restarts += 1;
      this.start();
    }
  }

  /** Every status that any test sees passes Flux's rules. */
  #checkStatuses(): void {
    if (this.#checkedWrites === this.kube.writes.all) return;
    this.#checkedWrites = this.kube.writes.all;
    for (const object of [...this.taskDefinitions.list(), ...this.services.list(), ...this.scalings.list()]) {
      // A changed object is another one.
      if (this.#checked.has(object)) continue;
      this.#checked.add(object);
      checkStatus(object);
    }
  }

  #boot(settings: Settings, share: number): Process {
    const clocks = { wall: this.clock, domain: this.clock };
    const registry = new Registry();
    const stores = {
      taskDefinitions: new ObjectStore<EcsTaskDefinition>({ freeze: true }),
      services: new ObjectStore<EcsService>({ freeze: true, indexes: storeIndexes.services }),
      scalings: new ObjectStore<EcsScaling>({ freeze: true, indexes: storeIndexes.scalings }),
    };
    const pool = new AwsPool({
      createTransport: () => simulatorTransport(this.simulator, this.#options.onSend),
      effects: this.gate,
      clocks,
      metrics: new CallMetrics(registry),
      share,
      prefetch: {
        fill: (cluster, count, scope) => operator.servicesDueNext(cluster, count, scope),
        onPrefetched: (cluster, serviceName, scope) => operator.servicePrefetched(cluster, serviceName, scope),
        alarms: (scope) => operator.alarms(scope),
        onScalingsListed: (scope) => operator.scalingsListed(scope),
      },
    });
    const operator = new Operator({
      deps: {
        kube: withEffects(this.kube, this.gate),
        aws: {
          known: (region) => pool.known({ region: region ?? REGION }),
          gateway: (region) => pool.gateway({ region: region ?? REGION }),
        },
        clocks,
        random: seededRandom(7),
        settings,
        isTypeBeingDeleted: async () => false,
      },
      stores,
      log: createLogger({ level: (process.env['BED_LOG'] ?? 'silent') as 'silent' }),
      metrics: createRuntimeMetrics(registry),
      concurrency: 4,
      reconcileTimeoutMs: 120_000,
    });
    // As the composition root does: the account is asked for at start, best effort.
    void pool.gateway({ region: REGION }).catch(() => undefined);
    const followers = [
      this.kube.connect(EcsTaskDefinitionType, stores.taskDefinitions),
      this.kube.connect(EcsServiceType, stores.services),
      this.kube.connect(EcsScalingType, stores.scalings),
    ];
    return { operator, followers };
  }
}

/** mulberry32: small, good enough for jitter, the same on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
