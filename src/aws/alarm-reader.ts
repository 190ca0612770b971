import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../runtime/clock.ts';
import { Priority } from '../runtime/priority.ts';
import type { PacedCalls } from './paced-calls.ts';
import type { CallContext } from './port.ts';

/** DescribeAlarms takes so many names, and as MaxRecords gives so many alarms, in one call. */
const batchLimit = 100;
/** How long what a batch brought along serves resync reads: domain milliseconds. */
const freshMs = 30_000;
/** And urgent ones: long enough to go on after a wait for a token, where one object has more alarms than a batch. */
const urgentFreshMs = 5_000;

/** What is held of one name; `alarm` is undefined where there is no such alarm. */
interface Held {
  readonly alarm: MetricAlarm | undefined;
  readonly readAt: number;
}

/**
 * Reads alarms by their names. A resync read fills its call up to a hundred names with those that others will ask for,
 * so that a pass over all alarms costs a call per hundred; more urgent reads ask for their own names alone.
 */
export class AlarmReader {
  private readonly calls: PacedCalls;
  private readonly clock: Clock;
  private readonly others: () => readonly string[];
  private readonly held = new Map<string, Held>();
  private readonly underWay = new Map<string, Promise<void>>();
  /** Names that were written while they were being read. */
  private readonly written = new Set<string>();

  /**
   * @param clock the domain clock
   * @param others names that resyncs will ask for
   */
  constructor(calls: PacedCalls, clock: Clock, others: () => readonly string[] = () => []) {
    this.calls = calls;
    this.clock = clock;
    this.others = others;
  }

  /** Those of the names that there are. @throws AwaitToken, AwsError */
  async read(names: readonly string[], context: CallContext): Promise<MetricAlarm[]> {
    const shared = context.priority <= Priority.Resync;
    const maxAgeMs = shared ? freshMs : urgentFreshMs;
    for (;;) {
      const missing = names.filter((name) => !this.isHeld(name, maxAgeMs));
      if (missing.length === 0) return names.flatMap((name) => this.held.get(name)?.alarm ?? []);
      const awaited = missing.map((name) => this.underWay.get(name)).find((each) => each !== undefined);
      await (awaited ?? this.readBatch(this.batchOf(missing, shared), context));
    }
  }

  /** The alarms were, or are being, written: nothing read before counts any more. */
  invalidate(names: readonly string[]): void {
    for (const name of names) {
      this.held.delete(name);
      if (this.underWay.has(name)) this.written.add(name);
    }
  }

  private batchOf(missing: readonly string[], shared: boolean): string[] {
    const isFree = (name: string): boolean => !this.isHeld(name, freshMs) && !this.underWay.has(name);
    const fillers = shared && missing.length < batchLimit ? this.others().filter(isFree) : [];
    return [...new Set([...missing, ...fillers])].slice(0, batchLimit);
  }

  private async readBatch(names: readonly string[], context: CallContext): Promise<void> {
    const reading = this.describe(names, context);
    // Those who wait look again, and meet the failure of a call of their own.
    const ended = reading.catch(() => undefined);
    for (const name of names) this.underWay.set(name, ended);
    try {
      await reading;
    } finally {
      for (const name of names) {
        this.underWay.delete(name);
        this.written.delete(name);
      }
    }
  }

  private async describe(names: readonly string[], context: CallContext): Promise<void> {
    const readAt = this.clock.now();
    const input = { AlarmNames: [...names], MaxRecords: batchLimit };
    const { MetricAlarms: alarms = [] } = await this.calls.call('DescribeAlarms', input, context);
    for (const [name, { readAt: since }] of this.held) if (readAt - since > freshMs) this.held.delete(name);
    for (const name of names) {
      if (this.written.has(name)) continue;
      this.held.set(name, { alarm: alarms.find(({ AlarmName }) => AlarmName === name), readAt });
    }
  }

  private isHeld(name: string, maxAgeMs: number): boolean {
    const held = this.held.get(name);
    return held !== undefined && this.clock.now() - held.readAt <= maxAgeMs;
  }
}
