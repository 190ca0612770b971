import { describe, expect, it } from '@jest/globals';
import PQueue from 'p-queue';
import { ReadyLine } from './ready-line.ts';

function setup() {
  const queue = new PQueue({ concurrency: 1, autoStart: false, queueClass: ReadyLine });
  const ran: string[] = [];
  const add = (id: string, priority?: number): void => {
    const job = async (): Promise<void> => void ran.push(id);
    void queue.add(job, priority === undefined ? { id } : { id, priority });
  };
  return { queue, ran, add };
}

describe('ReadyLine, in a p-queue', () => {
  it('runs by priority, first in first out within one', async () => {
    const { queue, ran, add } = setup();
    add('low-1', 1);
    add('high-1', 9);
    add('none');
    add('low-2', 1);
    add('high-2', 9);
    expect(queue.size).toBe(5);
    expect(queue.sizeBy({ priority: 9 })).toBe(2);
    await queue.start().onIdle();
    expect(ran).toEqual(['high-1', 'high-2', 'low-1', 'low-2', 'none']);
    expect(queue.size).toBe(0);
  });

  it('puts a raised job at the end of its new priority', async () => {
    const { queue, ran, add } = setup();
    add('a', 1);
    add('b', 1);
    add('c', 2);
    queue.setPriority('b', 2);
    await queue.start().onIdle();
    expect(ran).toEqual(['c', 'b', 'a']);
  });

  it('does not know a job that is not in line', async () => {
    const { queue, add } = setup();
    add('a', 1);
    await queue.start().onIdle();
    expect(() => queue.setPriority('a', 2)).toThrow(ReferenceError);
    expect(new ReadyLine().dequeue()).toBeUndefined();
  });
});
