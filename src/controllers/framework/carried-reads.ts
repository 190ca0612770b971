import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { operationFacts } from '../../aws/categories.ts';
import type { Input, OperationName, Output } from '../../aws/operations.ts';
import type { AwsPort, AwsScope, CallContext, ScalingReading, ServiceReading } from '../../aws/port.ts';
import type { Clock } from '../../runtime/clock.ts';

/** An older answer is asked for again: domain milliseconds. */
const FRESH_MS = 30_000;

interface Answer {
  readonly value: unknown;
  readonly at: number;
}

/**
 * What AWS answered to one piece of work. A run that has to wait for a request token begins again from the start: with
 * the answers that it had, or two reads in a row could each take the token that the other waits for, for ever.
 */
export class CarriedReads {
  readonly #clock: Clock;
  #earlier: Map<string, Answer>;
  #now = new Map<string, Answer>();

  /** `clock`: the domain clock. `interrupted`: the run of the same object that had to wait. */
  constructor(clock: Clock, interrupted?: CarriedReads) {
    this.#clock = clock;
    this.#earlier = interrupted === undefined ? new Map() : interrupted.#all();
  }

  /** The answer of the interrupted run, once; else a new one. `key` names question and type of the answer. */
  async through<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const earlier = this.#earlier.get(key);
    this.#earlier.delete(key);
    const isFresh = earlier !== undefined && this.#clock.now() - earlier.at <= FRESH_MS;
    const answer = isFresh ? earlier : { at: this.#clock.now(), value: await ask() };
    this.#now.set(key, answer);
    return answer.value as T;
  }

  /** Something was, or is being, written: no answer counts any more. */
  clear(): void {
    this.#earlier.clear();
    this.#now.clear();
  }

  #all(): Map<string, Answer> {
    return new Map([...this.#earlier, ...this.#now]);
  }
}

/** A gateway whose reads go through `reads`. */
export class CarryingAws implements AwsPort {
  readonly #aws: AwsPort;
  readonly #reads: CarriedReads;

  constructor(aws: AwsPort, reads: CarriedReads) {
    this.#aws = aws;
    this.#reads = reads;
  }

  get scope(): AwsScope {
    return this.#aws.scope;
  }

  async call<K extends OperationName>(operation: K, input: Input<K>, context: CallContext): Promise<Output<K>> {
    const ask = (): Promise<Output<K>> => this.#aws.call(operation, input, context);
    if (operationFacts[operation].access === 'read') {
      return this.#reads.through(`${operation} ${JSON.stringify(input)}`, ask);
    }
    const onSend = (): void => {
      this.#reads.clear();
      context.onSend?.();
    };
    return this.#aws.call(operation, input, { ...context, onSend });
  }

  ratePerSecond(operation: OperationName): number {
    return this.#aws.ratePerSecond(operation);
  }

  readService(cluster: string, serviceName: string, context: CallContext): Promise<ServiceReading> {
    const ask = (): Promise<ServiceReading> => this.#aws.readService(cluster, serviceName, context);
    return this.#reads.through(`readService ${cluster} ${serviceName}`, ask);
  }

  readServiceDeployment(arn: string, context: CallContext): Promise<ServiceDeployment | undefined> {
    const ask = (): Promise<ServiceDeployment | undefined> => this.#aws.readServiceDeployment(arn, context);
    return this.#reads.through(`readServiceDeployment ${arn}`, ask);
  }

  readScaling(resourceId: string, context: CallContext): Promise<ScalingReading> {
    return this.#reads.through(`readScaling ${resourceId}`, () => this.#aws.readScaling(resourceId, context));
  }

  readAlarms(names: readonly string[], context: CallContext): Promise<readonly MetricAlarm[]> {
    return this.#reads.through(`readAlarms ${names.join(' ')}`, () => this.#aws.readAlarms(names, context));
  }
}
