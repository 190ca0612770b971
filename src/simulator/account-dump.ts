import type { ChanceState } from './chance.ts';
import type { OperationCount } from './call-counts.ts';
import type { PendingFault } from './faults.ts';
import type { Delays } from './operation.ts';
import { fromSnapshot, toSnapshot } from './snapshot.ts';
import type { ThrottleState } from './throttle.ts';
import { emptyWorld } from './world.ts';
import type { World } from './world.ts';

/**
 * The version of what dumps look like. It grows when a dump of an earlier version cannot be read any more; members that
 * are added to the world, and may be empty at first, need no new version.
 */
export const DUMP_FORMAT = 1;

/** Everything that decides how a simulated account goes on. */
export interface AccountDump {
  readonly format: typeof DUMP_FORMAT;
  readonly accountId: string;
  readonly region: string;
  /** The account's time, in epoch milliseconds. */
  readonly now: number;
  readonly delays: Delays;
  readonly chance: ChanceState;
  readonly throttling: ThrottleState;
  readonly faults: readonly PendingFault[];
  readonly calls: Readonly<Record<string, OperationCount>>;
  readonly world: World;
}

/** Thrown for a dump that cannot be restored; the message says why. */
export class DumpRefused extends Error {
  override readonly name = 'DumpRefused';
}

export function writeDump(dump: AccountDump): string {
  return toSnapshot(dump);
}

/** @throws DumpRefused when `text` is no dump, or one of another version. */
export function readDump(text: string): AccountDump {
  const dump = parse(text);
  if (typeof dump !== 'object' || dump === null || !('world' in dump) || !('format' in dump)) {
    throw new DumpRefused('it is no dump of a simulated account');
  }
  if (dump.format !== DUMP_FORMAT) {
    throw new DumpRefused(
      `its format is ${String(dump.format)}, and this version of the simulator reads format ${DUMP_FORMAT} only`,
    );
  }
  return { ...(dump as AccountDump), world: completed(dump.world as Readonly<Record<string, object>>) };
}

function parse(text: string): unknown {
  try {
    return fromSnapshot(text);
  } catch (error) {
    throw new DumpRefused(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the writer of the dump did not know yet is empty; what this version does not know is not lost silently. */
function completed(world: Readonly<Record<string, object>>): World {
  const empty = emptyWorld();
  const stranger = Object.keys(world).find((name) => !Object.hasOwn(empty, name));
  if (stranger !== undefined) throw new DumpRefused(`a newer version wrote it: ${stranger} is not known`);
  const areas = Object.entries(empty).map(([name, area]) => [name, { ...area, ...world[name] }] as const);
  return Object.assign(empty, Object.fromEntries(areas));
}
