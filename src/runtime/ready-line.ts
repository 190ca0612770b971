/**
 * The line of jobs inside the work queue's `p-queue`, in the place of its own sorted array: raising a job in that takes
 * a search through the line, which for ten thousand objects after a restart adds up to most of a second.
 */
import type { Queue, QueueAddOptions } from 'p-queue';
import { Heap } from './heap.ts';

type Run = () => Promise<unknown>;

interface Job {
  readonly run: Run;
  readonly id: string;
  readonly priority: number;
  readonly seq: number;
}

/** Higher priorities first, first in first out within one; a raised job goes to the end of its new priority. */
export class ReadyLine implements Queue<Run, QueueAddOptions> {
  readonly #jobs = new Heap<Job>((a, b) => (a.priority === b.priority ? a.seq < b.seq : a.priority > b.priority));
  readonly #byId = new Map<string, Job>();
  #seq = 0;

  get size(): number {
    return this.#jobs.size;
  }

  enqueue(run: Run, { priority = 0, id = '' }: Partial<QueueAddOptions> = {}): void {
    this.#seq += 1;
    const job = { run, id, priority, seq: this.#seq };
    this.#jobs.push(job);
    this.#byId.set(id, job);
  }

  dequeue(): Run | undefined {
    const job = this.#jobs.pop();
    if (job !== undefined) this.#byId.delete(job.id);
    return job?.run;
  }

  setPriority(id: string, priority: number): void {
    const job = this.#byId.get(id);
    if (job === undefined) throw new ReferenceError(`no job ${id} is in line`);
    this.#jobs.delete(job);
    this.enqueue(job.run, { id, priority });
  }

  filter({ priority }: Readonly<Partial<QueueAddOptions>>): Run[] {
    return [...this.#jobs.inOrder()].filter((job) => job.priority === priority).map((job) => job.run);
  }
}
