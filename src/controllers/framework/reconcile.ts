import { Annotation, FINALIZER } from '../../api/annotations.ts';
import { Reason } from '../../api/reasons.ts';
import { keyOf } from '../../kube/object.ts';
import { ConflictError, NotFoundError } from '../../kube/port.ts';
import type { Store } from '../../kube/port.ts';
import { Priority } from '../../runtime/priority.ts';
import { after, AwaitToken, done } from '../../runtime/result.ts';
import type { Result } from '../../runtime/result.ts';
import type { ControllerDeps } from './deps.ts';
import type { CarriedReads } from './carried-reads.ts';
import { conditionOf } from './events.ts';
import { backsOff, verdictOfFailure } from './failure.ts';
import { finalizeObject } from './finalize.ts';
import type { Kind } from './kind.ts';
import type { ManagedObject } from './managed-object.ts';
import { resyncPeriod } from './resync-period.ts';
import { Session } from './session.ts';
import { STALLED_RETRY_MS } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** After a write was refused because the object moved on: look again once the watch has caught up. */
const CONFLICT_RETRY_MS = 1_000;

export interface ReconcileContext {
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

/**
 * The reconcile function of one kind: finalizer, account and Region guard, the new generation written down before AWS
 * is called, the kind's own observe → plan → execute, and the report as conditions. One place turns failures into
 * conditions (design: "Errors to conditions, one table").
 */
export class ManagedReconciler<T extends ManagedObject> {
  readonly #kind: Kind<T>;
  readonly #store: Store<T>;
  readonly #deps: ControllerDeps;
  /** Since when (domain milliseconds) a key has been failing. */
  readonly #failingSince = new Map<string, number>();
  /** What the runs of keys that wait for a request token had read. */
  readonly #interrupted = new Map<string, CarriedReads>();

  readonly #onFailure: (object: T, error: unknown) => void;

  /** `onFailure` is told of every failed run, for what concerns other objects than the one at hand. */
  constructor(
    kind: Kind<T>,
    store: Store<T>,
    deps: ControllerDeps,
    onFailure: (object: T, error: unknown) => void = () => undefined,
  ) {
    this.#onFailure = onFailure;
    this.#kind = kind;
    this.#store = store;
    this.#deps = deps;
  }

  async reconcile(key: string, context: ReconcileContext): Promise<Result> {
    const object = this.#store.get(key);
    const interrupted = this.#interrupted.get(key);
    this.#interrupted.delete(key);
    if (object === undefined) {
      this.#failingSince.delete(key);
      return done;
    }
    const { priority, signal } = context;
    const [kind, deps, store] = [this.#kind, this.#deps, this.#store];
    const session = new Session<T>({ kind, deps, store, object, priority, signal, interrupted });
    try {
      const result = await this.#run(session);
      this.#failingSince.delete(key);
      return result;
    } catch (error) {
      return this.#fail(session, error);
    }
  }

  async #run(session: Session<T>): Promise<Result> {
    if (session.object.metadata.deletionTimestamp !== undefined) {
      return finalizeObject(this.#kind, session, this.#deps);
    }
    if (!session.object.metadata.finalizers?.includes(FINALIZER)) {
      await session.setFinalizers([...(session.object.metadata.finalizers ?? []), FINALIZER]);
    }
    const conflict = await this.#begin(session);
    const verdict = conflict ?? (await this.#kind.reconcile(session));
    await session.save(verdict);
    return this.#again(verdict, session);
  }

  /** Writes a new generation down, then enters the AWS scope; a verdict when the object has moved to another one. */
  async #begin(session: Session<T>): Promise<Verdict | undefined> {
    const { object } = session;
    const { region } = object.spec;
    const isNew = conditionOf(object.status, 'Ready')?.observedGeneration !== object.metadata.generation;
    if (isNew && object.spec.suspend !== true) {
      const known = this.#deps.aws.known(region);
      if (known !== undefined && session.facts.accountId === undefined) recordScope(session, known);
      session.facts = this.#kind.begin(object, session.facts);
      await session.save(beginning);
    }
    const aws = await this.#deps.aws.gateway(region);
    const moved = scopeConflict(session, aws.scope);
    if (moved !== undefined) return moved;
    session.enterScope(aws);
    if (session.facts.accountId === undefined) {
      recordScope(session, aws.scope);
      await session.saveFacts();
    }
    acknowledgeReconcileRequest(session);
    return undefined;
  }

  async #fail(session: Session<T>, error: unknown): Promise<Result> {
    if (error instanceof AwaitToken) {
      this.#interrupted.set(keyOf(session.object.metadata), session.reads);
      await this.#report(session, undefined);
      throw error;
    }
    if (error instanceof NotFoundError) return done;
    if (error instanceof ConflictError) return after(CONFLICT_RETRY_MS, session.call.priority);
    const key = keyOf(session.object.metadata);
    const now = this.#deps.clocks.domain.now();
    const since = this.#failingSince.get(key) ?? now;
    this.#failingSince.set(key, since);
    this.#onFailure(session.object, error);
    const verdict = verdictOfFailure(error, now - since);
    await this.#report(session, verdict);
    if (verdict === undefined || backsOff(error)) throw error;
    return this.#again(verdict, session);
  }

  /** Best effort: where the report itself fails, the failure that is reported matters more. */
  async #report(session: Session<T>, verdict: Verdict | undefined): Promise<void> {
    try {
      if (verdict === undefined) await session.saveFacts();
      else await session.save(verdict);
    } catch (error) {
      if (!(error instanceof ConflictError) && !(error instanceof NotFoundError)) throw error;
    }
  }

  #again(verdict: Verdict, session: Session<T>): Result {
    const jitter = 0.9 + 0.2 * this.#deps.random();
    switch (verdict.kind) {
      case 'progressing':
        return after(verdict.againMs, verdict.priority);
      case 'ready':
      case 'suspended':
        return after(this.#settledPeriod(verdict.againMs, session) * jitter, Priority.Resync);
      case 'waiting':
      case 'stalled':
        return after(verdict.againMs * jitter, Priority.DriftCorrection);
    }
  }

  #settledPeriod(wantedMs: number, session: Session<T>): number {
    const { resyncCost } = this.#kind;
    const rate = session.callsPerSecond(resyncCost.operation);
    return rate === undefined ? wantedMs : resyncPeriod(wantedMs, this.#store.size, resyncCost, rate);
  }
}

const beginning: Verdict = {
  kind: 'progressing',
  message: 'The spec is being brought into effect.',
  againMs: 0,
  priority: Priority.UserChange,
};

function recordScope(session: Session<ManagedObject>, scope: { accountId: string; region: string }): void {
  session.facts = { ...session.facts, accountId: scope.accountId, region: scope.region };
}

function scopeConflict(
  session: Session<ManagedObject>,
  scope: { accountId: string; region: string },
): Verdict | undefined {
  const { accountId, region } = session.facts;
  if (accountId === undefined || (accountId === scope.accountId && region === scope.region)) return undefined;
  const message =
    `This object lives in account ${accountId}, Region ${region ?? '?'}; the operator now works in account ` +
    `${scope.accountId}, Region ${scope.region}. Nothing was changed. Run the operator there, or delete the object ` +
    'with deletionPolicy Retain and create it anew.';
  return { kind: 'stalled', reason: Reason.Conflict, message, againMs: STALLED_RETRY_MS };
}

/** `reconcile-requested-at` asks for nothing but this reconcile: the echo is all that is owed. */
function acknowledgeReconcileRequest(session: Session<ManagedObject>): void {
  const requested = session.object.metadata.annotations?.[Annotation.ReconcileRequestedAt];
  if (requested === undefined) return;
  const lastHandled = { ...session.facts.lastHandled, [Annotation.ReconcileRequestedAt]: requested };
  session.facts = { ...session.facts, lastHandled };
}
