import type { OperationCount } from '../../simulator/call-counts.ts';
import { seconds } from './narrator.ts';

/** How long something took, in wall milliseconds. */
export interface Lap {
  readonly what: string;
  readonly ms: number;
}

export interface SummaryInput {
  readonly laps: readonly Lap[];
  readonly totalMs: number;
  /** How many times faster than real time ECS ran. */
  readonly speed: number;
  /** The operator's calls by `<service>.<operation>`. */
  readonly calls: Readonly<Record<string, OperationCount>>;
}

const reads = /\.(Describe|List|Get)/;

/** What the demo took, step by step, and the calls to AWS that it needed. */
export function summary({ laps, totalMs, speed, calls }: SummaryInput): string {
  const rows = [...laps, { what: 'in all', ms: totalMs }].map(({ what, ms }) => [what, seconds(ms)] as const);
  const width = Math.max(...rows.map(([what]) => what.length));
  const times = rows.map(([what, time]) => `${what.padEnd(width)}  ${time.padStart(7)}`);
  const clock = `The clock of ECS and of the operator's polls ran ${speed} times faster than real time.`;
  return [...times, '', clock, callsText(calls)].join('\n');
}

function callsText(calls: SummaryInput['calls']): string {
  const [reading, writing] = [true, false].map((isRead) =>
    Object.entries(calls).filter(([name]) => reads.test(name) === isRead),
  ) as [[string, OperationCount][], [string, OperationCount][]];
  const writes = writing.map(([name, count]) => `${count.calls} ${name.slice(name.indexOf('.') + 1)}`);
  return `The operator read from AWS ${sum(reading)} times and wrote ${sum(writing)} times: ${writes.join(', ')}.`;
}

function sum(counts: readonly [string, OperationCount][]): number {
  return counts.reduce((total, [, { calls }]) => total + calls, 0);
}
