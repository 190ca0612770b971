import type { RolloutStatus } from '../../api/status.ts';

/**
 * Rollouts that status announces and that have certainly not been sent, so that nobody need look for them in ECS.
 * Memory of this process only: after a restart anything announced may have been sent.
 */
export class UnsentRollouts {
  /** `startedAt` of the announcement by uid. */
  readonly #announced = new Map<string, string>();

  announce(uid: string, rollout: RolloutStatus | undefined): void {
    if (rollout?.startedAt !== undefined && rollout.deploymentId === undefined) {
      this.#announced.set(uid, rollout.startedAt);
    }
  }

  /** The call goes out now: from here on only AWS knows. */
  sending(uid: string): void {
    this.#announced.delete(uid);
  }

  has(uid: string, rollout: RolloutStatus | undefined): boolean {
    return (
      rollout !== undefined && rollout.deploymentId === undefined && this.#announced.get(uid) === rollout.startedAt
    );
  }

  forget(uid: string): void {
    this.#announced.delete(uid);
  }
}
