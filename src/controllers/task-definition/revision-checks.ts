import type { EcsTaskDefinition } from '../../api/resources.ts';
import type { EcsTaskDefinitionStatus } from '../../api/status.ts';
import { keyOf } from '../../kube/object.ts';
import type { Clock, Random } from '../../runtime/clock.ts';

/**
 * What this process remembers between reconciles of task definitions and may forget at any restart: when a revision
 * was last looked at, and which announced registrations have certainly not been sent yet.
 */
export class RevisionChecks {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #periodMs: number;
  readonly #nextCheckAt = new Map<string, number>();
  /** Announced and not sent: `pending.since` by uid. Anything else found pending may have been sent. */
  readonly #unsent = new Map<string, string>();

  constructor(clock: Clock, random: Random, periodMs: number) {
    this.#clock = clock;
    this.#random = random;
    this.#periodMs = periodMs;
  }

  /** Whether the revision is due for a DescribeTaskDefinition. The first one after a start comes at a random time. */
  isDue(object: EcsTaskDefinition): boolean {
    const key = keyOf(object.metadata);
    const at = this.#nextCheckAt.get(key);
    if (at === undefined) {
      this.#nextCheckAt.set(key, this.#clock.now() + this.#random() * this.#periodMs);
      return false;
    }
    return at <= this.#clock.now();
  }

  checked(object: EcsTaskDefinition): void {
    this.#nextCheckAt.set(keyOf(object.metadata), this.#clock.now() + this.#periodMs);
  }

  /** Asks for a look at the next reconcile: somebody heard from AWS that the revision is inactive. */
  checkNow(key: string): void {
    this.#nextCheckAt.set(key, 0);
  }

  /** Facts that say that a revision with `hash` is about to be registered; see design §6.5 (exactly once). */
  announce(object: EcsTaskDefinition, facts: EcsTaskDefinitionStatus, hash: string): EcsTaskDefinitionStatus {
    const since = new Date(this.#clock.now()).toISOString();
    this.#unsent.set(object.metadata.uid, since);
    return { ...facts, pending: { operation: 'RegisterTaskDefinition', key: hash, since } };
  }

  /** The announced call goes out now: from here on only AWS knows. */
  sending(object: EcsTaskDefinition): void {
    this.#unsent.delete(object.metadata.uid);
  }

  /** AWS refused the call that went out: it had no effect, and need not be looked for. */
  refused(object: EcsTaskDefinition, facts: EcsTaskDefinitionStatus): void {
    if (facts.pending !== undefined) this.#unsent.set(object.metadata.uid, facts.pending.since);
  }

  outcomeUnknown(object: EcsTaskDefinition, facts: EcsTaskDefinitionStatus): boolean {
    return facts.pending !== undefined && this.#unsent.get(object.metadata.uid) !== facts.pending.since;
  }
}
