import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startOperatorProcess } from '../../src/cli/operator-process.ts';
import type { OperatorProcess } from '../../src/cli/operator-process.ts';
import type { Condition } from '../../src/api/conditions.ts';
import { scaledClock } from '../../src/runtime/scaled-clock.ts';
import { systemClock } from '../../src/runtime/system-clock.ts';
import { startSimulatorServer } from '../../src/simulator/http/server.ts';
import type { SimulatorServer } from '../../src/simulator/http/server.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { Cluster, waitFor } from './cluster.ts';
import type { Manifest } from './cluster.ts';
import { EcsView } from './ecs-view.ts';
import { checkStatus } from './kstatus-check.ts';
import { ObjectHistory } from './object-history.ts';

const KINDS = ['ecstaskdefinitions', 'ecsservices', 'ecsscalings'];
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface IntegrationBedOptions {
  /** How many times faster than real time AWS and the operator run; 30 when absent. */
  readonly speed?: number;
  /** Whether AWS's request limits hold; off when absent. */
  readonly throttling?: boolean;
  /** More flags of `ecs-operator controller`. */
  readonly flags?: readonly string[];
  /** A control plane of the test's own; that of the test run when absent. */
  readonly kubeconfigPath?: string;
}

/** An object with its status, as loosely as a test needs it. */
export interface Observed extends Manifest {
  readonly metadata: Manifest['metadata'] & { readonly name: string; readonly generation: number };
  readonly status?: {
    readonly observedGeneration: number;
    readonly conditions?: readonly Condition[];
    readonly [member: string]: unknown;
  };
}

/**
 * One namespace of the real API server, one simulated AWS account with an ECS cluster `demo`, and the operator between
 * them in a process of its own, as a user runs it.
 */
export class IntegrationBed {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly server: SimulatorServer;
  /** What is in AWS. */
  readonly ecs: EcsView;
  /** Every version of every object of ours in the namespace. */
  readonly history: ObjectHistory;
  readonly #options: IntegrationBedOptions;
  readonly #anchor: number;
  #operator: OperatorProcess | undefined;
  /** The operator's log, for failure messages. */
  log = '';

  private constructor(
    options: IntegrationBedOptions,
    world: Pick<IntegrationBed, 'cluster' | 'namespace' | 'server' | 'history'>,
    anchor: number,
  ) {
    this.#options = options;
    this.#anchor = anchor;
    this.cluster = world.cluster;
    this.namespace = world.namespace;
    this.server = world.server;
    this.history = world.history;
    this.ecs = new EcsView(world.server.simulator, world.namespace);
  }

  static async start(options: IntegrationBedOptions = {}): Promise<IntegrationBed> {
    const cluster = new Cluster(options.kubeconfigPath);
    const namespace = await cluster.createNamespace();
    const history = await ObjectHistory.start(cluster.requests, namespace, KINDS);
    const anchor = systemClock.now();
    const server = await startSimulatorServer({
      port: 0,
      clock: scaledClock(systemClock, options.speed ?? 30, anchor),
      seed: 1,
      ...(options.throttling === undefined ? {} : { throttling: options.throttling }),
    });
    server.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
    const bed = new IntegrationBed(options, { cluster, namespace, server, history }, anchor);
    await bed.startOperator();
    return bed;
  }

  get simulator(): Simulator {
    return this.server.simulator;
  }

  /** The wall time, in milliseconds, of a time in AWS in epoch seconds; Infinity for one that has not come. */
  wallTimeOf(seconds: number | undefined): number {
    if (seconds === undefined) return Number.POSITIVE_INFINITY;
    return this.#anchor + (seconds * 1_000 - this.#anchor) / (this.#options.speed ?? 30);
  }

  async startOperator(): Promise<void> {
    const { speed = 30, flags = [] } = this.#options;
    this.#operator = await startOperatorProcess({
      flags: [
        '--no-leader-election',
        `--namespaces=${this.namespace}`,
        `--domain-speed=${speed}`,
        `--domain-anchor=${this.#anchor}`,
        '--request-share=100',
        ...flags,
      ],
      env: {
        PATH: process.env['PATH'],
        KUBECONFIG: this.cluster.kubeconfigPath,
        AWS_ENDPOINT_URL: this.server.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'simulated',
        AWS_SECRET_ACCESS_KEY: 'simulated',
      },
      onOutput: (text) => {
        this.log = (this.log + text).slice(-20_000);
      },
      entry: MAIN,
    });
  }

  /** The process ends without a word, as by the kernel's hand. */
  async killOperator(): Promise<void> {
    this.#operator?.kill('SIGKILL');
    await this.#operator?.ended;
    this.#operator = undefined;
  }

  /** Server-side apply into the bed's namespace. */
  apply(manifests: string | readonly Manifest[]): Promise<Manifest[]> {
    return this.cluster.apply(manifests, this.namespace);
  }

  /** The object as it is, its status checked by Flux's rules. */
  async read(resource: string, name: string): Promise<Observed | undefined> {
    const object = await this.cluster.get<Observed>(resource, this.namespace, name);
    if (object !== undefined) checkStatus(object);
    return object;
  }

  /** Waits until the object is Ready at its present generation; the object then. */
  async untilReady(resource: string, name: string, timeoutMs = 60_000): Promise<Observed> {
    return this.until(resource, name, (object) => isReady(object), timeoutMs);
  }

  /** Waits until the object has a condition `type` with `reason`. */
  async untilCondition(resource: string, name: string, type: string, reason: string): Promise<Observed> {
    return this.until(resource, name, (object) => condition(object, type)?.reason === reason);
  }

  async until(
    resource: string,
    name: string,
    predicate: (object: Observed) => boolean,
    timeoutMs = 60_000,
  ): Promise<Observed> {
    try {
      const found = await waitFor(
        `${resource}/${name}`,
        async () => {
          const object = await this.read(resource, name);
          return object !== undefined && predicate(object) ? object : { pending: object?.status };
        },
        (value): value is Observed => 'metadata' in value,
        timeoutMs,
      );
      return found as Observed;
    } catch (error) {
      throw new Error(`${String(error)}\noperator log:\n${this.log.slice(-4_000)}`, { cause: error });
    }
  }

  /** Waits until the task definition is Ready, and the service too, with the revision that is registered now. */
  async untilDeployed(name: string, timeoutMs = 60_000): Promise<Observed> {
    const { status } = await this.untilReady('ecstaskdefinitions', name, timeoutMs);
    const isDeployed = (service: Observed): boolean => wantedBy(service) === status?.['taskDefinitionArn'];
    return this.until('ecsservices', name, (service) => isReady(service) && isDeployed(service), timeoutMs);
  }

  async untilGone(resource: string, name: string, timeoutMs = 60_000): Promise<void> {
    await waitFor(
      `${resource}/${name} to be gone`,
      () => this.read(resource, name),
      (object) => object === undefined,
      timeoutMs,
    );
  }

  async annotate(resource: string, name: string, annotations: Record<string, string>): Promise<void> {
    await this.cluster.patch(resource, this.namespace, name, { metadata: { annotations } });
  }

  async delete(resource: string, name: string): Promise<void> {
    await this.cluster.delete(resource, this.namespace, name);
  }

  /** AWS writes so far, by operation: every counted call that is not a read. */
  awsWrites(): Record<string, number> {
    const counts = Object.entries(this.simulator.calls.read()).map(
      ([operation, count]) => [operation.slice(operation.indexOf('.') + 1), count.calls] as const,
    );
    return Object.fromEntries(counts.filter(([operation]) => !/^(Describe|List|Get)/.test(operation)));
  }

  /** AWS writes after `before`, an answer of {@link awsWrites}; operations without any are left out. */
  awsWritesSince(before: Record<string, number>): Record<string, number> {
    const since = Object.entries(this.awsWrites()).map(
      ([operation, count]) => [operation, count - (before[operation] ?? 0)] as const,
    );
    return Object.fromEntries(since.filter(([, count]) => count > 0));
  }

  /** Lets `ms` of domain time pass. */
  async pass(ms: number): Promise<void> {
    await sleep(ms / (this.#options.speed ?? 30));
  }

  /** @throws Error when any status that was ever written in the namespace broke Flux's rules */
  async stop(): Promise<void> {
    await this.#operator?.stop();
    await this.history.stop();
    await this.cluster.deleteNamespace(this.namespace);
    await this.server.stop();
    await this.cluster.close();
  }
}

export function condition(object: Observed | undefined, type: string) {
  return object?.status?.conditions?.find((each) => each.type === type);
}

export function isReady(object: Observed): boolean {
  const ready = condition(object, 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === object.metadata.generation;
}

function wantedBy({ status }: Observed): string | undefined {
  return (status?.['taskDefinition'] as { wanted?: string } | undefined)?.wanted;
}
