import type { ServiceRevision } from '@aws-sdk/client-ecs';

/** Services rarely have more than one revision that matters; this is enough for thousands of them. */
const LIMIT = 5_000;

/** Service revisions by ARN. They never change, so each is read once by a process. */
export class RevisionCache {
  readonly #revisions = new Map<string, ServiceRevision>();

  get(arn: string): ServiceRevision | undefined {
    return this.#revisions.get(arn);
  }

  /** The oldest goes where there are too many. */
  set(arn: string, revision: ServiceRevision): void {
    this.#revisions.set(arn, revision);
    if (this.#revisions.size <= LIMIT) return;
    const [oldest] = this.#revisions.keys();
    if (oldest !== undefined) this.#revisions.delete(oldest);
  }
}
