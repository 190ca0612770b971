import { isDeepStrictEqual } from 'node:util';
import type { EventReason } from '../../api/event-reasons.ts';
import type { Reason } from '../../api/reasons.ts';
import type { OperationName } from '../../aws/operations.ts';
import type { AwsPort, CallContext } from '../../aws/port.ts';
import type { OwnerIdentity } from '../../ecs/ownership.ts';
import type { EventNote, Store } from '../../kube/port.ts';
import type { Priority } from '../../runtime/priority.ts';
import { CarriedReads, CarryingAws } from './carried-reads.ts';
import { withVerdict } from './conditions.ts';
import type { ControllerDeps } from './deps.ts';
import { transitionEvent } from './events.ts';
import type { Kind } from './kind.ts';
import type { ManagedObject, StatusOf } from './managed-object.ts';
import type { Verdict } from './verdict.ts';

/** Every reason of an event is documented. */
export type SessionEvent = EventNote & { readonly reason: Reason | EventReason };

export interface SessionOptions<T extends ManagedObject> {
  readonly kind: Kind<T>;
  readonly deps: ControllerDeps;
  readonly store: Store<T>;
  readonly object: T;
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** Of the run before, where it had to wait for a request token. */
  readonly interrupted?: CarriedReads | undefined;
}

/**
 * One reconcile of one object: what is known of it (`facts`, the coming status), the AWS scope it lives in, and the
 * only way to write its status.
 */
export class Session<T extends ManagedObject> {
  readonly deps: ControllerDeps;
  readonly call: CallContext;
  /** What AWS has answered in this run. */
  readonly reads: CarriedReads;
  /** The object as last seen or written. */
  object: T;
  /** What the next status write will say, conditions aside. */
  facts: StatusOf<T>;
  readonly #options: SessionOptions<T>;
  #aws: AwsPort | undefined;

  constructor(options: SessionOptions<T>) {
    const { kind, object, priority, signal } = options;
    this.#options = options;
    this.deps = options.deps;
    this.reads = new CarriedReads(options.deps.clocks.domain, options.interrupted);
    this.object = object;
    this.facts = factsOf(object);
    const { namespace, name } = object.metadata;
    this.call = { object: `${kind.type.kind}/${namespace}/${name}`, priority, signal };
  }

  /** The gateway of the object's account and Region; only there after {@link enterScope}. */
  get aws(): AwsPort {
    if (this.#aws === undefined) throw new Error('AWS is used before its scope is known');
    return this.#aws;
  }

  enterScope(aws: AwsPort): void {
    this.#aws = new CarryingAws(aws, this.reads);
  }

  /** The rate of an operation's request bucket; `undefined` where the scope was never entered. */
  callsPerSecond(operation: OperationName): number | undefined {
    return this.#aws?.ratePerSecond(operation);
  }

  get owner(): OwnerIdentity {
    const { namespace, name } = this.object.metadata;
    return { installation: this.deps.settings.installationId, kind: this.#options.kind.type.kind, namespace, name };
  }

  /** The present time on the domain clock as RFC 3339, to compare with times that AWS tells. */
  domainTime(): string {
    return new Date(this.deps.clocks.domain.now()).toISOString();
  }

  /** Goes on from a live read instead of the cached object. */
  refresh(object: T): void {
    this.object = object;
    this.facts = factsOf(object);
  }

  /** Writes facts and the verdict's conditions, and only if that says something new. */
  async save(verdict: Verdict): Promise<void> {
    const { generation } = this.object.metadata;
    const next = withVerdict(this.facts, verdict, generation, wallTime(this.deps));
    const event = transitionEvent(this.object.status, verdict, generation);
    await this.#write(next);
    if (event !== undefined) this.note(event);
  }

  /** Writes facts under the conditions that stand. */
  async saveFacts(): Promise<void> {
    await this.#write(this.facts);
  }

  note(event: SessionEvent): void {
    this.deps.kube.recordEvent(this.#options.kind.type, this.object, event);
  }

  async setFinalizers(finalizers: readonly string[]): Promise<void> {
    this.#take(await this.deps.kube.setFinalizers(this.#options.kind.type, this.object, finalizers));
  }

  async #write(next: StatusOf<T>): Promise<void> {
    const cleaned = JSON.parse(JSON.stringify(next)) as StatusOf<T>;
    if (!isDeepStrictEqual(cleaned, this.object.status)) {
      this.#take(await this.deps.kube.applyStatus(this.#options.kind.type, this.object, cleaned));
    }
    this.facts = cleaned;
  }

  #take(object: T): void {
    this.object = object;
    this.#options.store.observeWrite(object);
  }
}

function factsOf<T extends ManagedObject>(object: T): StatusOf<T> {
  const born = { observedGeneration: -1, conditions: [] };
  return { ...born, ...object.status };
}

/** Second precision, as the API server's own timestamps. */
function wallTime(deps: ControllerDeps): string {
  return `${new Date(deps.clocks.wall.now()).toISOString().slice(0, 19)}Z`;
}
