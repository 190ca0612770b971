/**
 * How long (wall milliseconds) a running service waits, after a change of itself or of its task definition, for the
 * other one from the same `kubectl apply`: both are to make one deployment. On the wall clock, because it is users and
 * their tools who take this time.
 */
export const TOGETHER_MS = 1_000;

/**
 * Since when each service has its present generation and revision. Memory of this process only: after a restart a
 * change that is not yet in effect counts as new.
 */
export class FreshChanges {
  readonly #seen = new Map<string, { readonly change: string; readonly at: number }>();

  /** Whether `change`, seen now (`wallNow`) or before, is so new that another may belong to it. */
  isFresh(uid: string, change: string, wallNow: number): boolean {
    const seen = this.#seen.get(uid);
    if (seen?.change === change) return wallNow - seen.at < TOGETHER_MS;
    this.#seen.set(uid, { change, at: wallNow });
    return true;
  }

  forget(uid: string): void {
    this.#seen.delete(uid);
  }
}
