import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../runtime/manual-clock.ts';
import { dumpLines, DumpRefused, DumpTooLarge, readDump, writeDump } from './account-dump.ts';
import { createSimulator } from './simulator.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import { fromSnapshot, snapshotLines } from './snapshot.ts';
import { createTestAccount } from './test-account.ts';

interface Parts {
  format: number;
  now: number;
  world: Record<string, Record<string, unknown>>;
}

/** A dump with a cluster in it, after `change` was made to its parts. */
function dumpWith(change: (parts: Parts) => unknown = () => undefined): string {
  const account = createTestAccount();
  account.ecs('CreateCluster', { clusterName: 'demo' });
  const parts = fromSnapshot(account.dumpLines()) as Parts;
  change(parts);
  return [...snapshotLines(parts)].join('\n');
}

function fresh(options: Partial<SimulatorOptions> = {}): Simulator {
  return createSimulator({ clock: new ManualClock(), seed: 2, ...options });
}

describe('a dump', () => {
  it.each([
    ['no JSON', 'none', 'it cannot be read: '],
    ['JSON of something else', '{"a":1}', 'it is no dump of a simulated account'],
    ['what dumps were before they had a version', '{"ecs":{"clusters":{"$map":[]}}}', 'it is no dump'],
    ['an older format', dumpWith((parts) => (parts.format = 0)), 'its format is 0, and this version'],
    ['a newer format', dumpWith((parts) => (parts.format = 3)), 'its format is 3, and this version'],
    ['a newer area', dumpWith(({ world }) => (world['s3'] = {})), 'a newer version wrote it: s3 is not known'],
  ])('that is %s is refused, and nothing has changed', (_what, dump, words) => {
    const account = fresh();
    account.call('ecs', 'CreateCluster', { clusterName: 'mine' });
    expect(() => account.restore(dump)).toThrow(DumpRefused);
    expect(() => account.restore(dump)).toThrow(words);
    expect([...account.world.ecs.clusters.keys()]).toEqual(['mine']);
  });

  it('of before a part of the world was known has nothing in it', () => {
    const account = fresh();
    account.restore(dumpWith(({ world }) => (delete world['cloudwatch'], delete world['ecs']!['taskProtections'])));
    expect(account.world.cloudwatch.alarms.size).toBe(0);
    expect(account.world.ecs.taskProtections.size).toBe(0);
    expect(account.world.ecs.clusters.has('demo')).toBe(true);
  });

  it.each([{ accountId: '999988887777' }, { region: 'eu-west-1' }])('of elsewhere is refused: %j', (options) => {
    expect(() => fresh(options).restore(dumpWith())).toThrow('it is of account 111122223333 in us-east-1, and this is');
  });

  it('of format 1, all on one line, is read', () => {
    const account = fresh();
    account.restore(dumpWith((parts) => (parts.format = 1)));
    expect(account.world.ecs.clusters.has('demo')).toBe(true);
    expect(account.dump()).toMatch(/^{"format":2,/);
  });

  it('of a large account has many lines, and is restored from them as from its text', () => {
    const account = createTestAccount();
    for (let count = 0; count < 1_000; count += 1) account.ecs('CreateCluster', { clusterName: `c${count}` });
    const lines = [...account.dumpLines()];
    expect(lines.length).toBeGreaterThanOrEqual(11);
    expect(lines.join('\n')).toBe(account.dump());
    for (const dump of [lines, account.dump()]) {
      const other = fresh();
      other.restore(dump);
      expect(other.dump()).toBe(account.dump());
    }
  });

  it('that is longer than a text can be is refused, and can be taken by lines', () => {
    const dump = readDump(dumpWith());
    const text = writeDump(dump);
    expect(writeDump(dump, text.length)).toBe(text);
    expect(() => writeDump(dump, text.length - 1)).toThrow(DumpTooLarge);
    expect(() => writeDump(dump, 100)).toThrow('has more than 0 MB, too much for one text; --keep has no such limit');
    expect([...dumpLines(dump)].join('\n')).toBe(text);
  });

  it('sets the clock to its time, unless others keep that clock too', () => {
    const clock = new ManualClock(5_000);
    const account = fresh({ clock });
    account.restore(dumpWith((parts) => (parts.now = 1_000)));
    clock.advance(10);
    expect(account.context.clock.now()).toBe(1_010);
    const sharing = fresh({ clock, sharesClock: true });
    sharing.restore(dumpWith((parts) => (parts.now = 1_000)));
    expect(sharing.context.clock.now()).toBe(5_010);
    const later = dumpWith((parts) => (parts.now = 5_011));
    expect(() => sharing.restore(later)).toThrow('it is of a time that the clock, which is shared, has yet to reach');
  });

  it('holds faults, request limits and counts of calls', () => {
    const account = createTestAccount();
    account.throttle.enabled = true;
    account.faults.add({ kind: 'throttle', operation: 'ListClusters' });
    account.faults.add({ kind: 'server-error', operation: 'DeleteCluster', count: 2 });
    for (let count = 0; count < 20; count += 1) account.refusal('CreateCluster', { clusterName: `c${count}` });
    const other = fresh();
    other.restore(account.dump());
    expect(other.faults.list()).toEqual(account.faults.list());
    expect(other.calls.read()).toEqual(account.calls.read());
    expect(() => other.call('ecs', 'CreateCluster', {})).toThrow('Rate exceeded');
  });
});
