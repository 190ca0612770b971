import { constants } from 'node:buffer';
import type { ChanceState } from './chance.ts';
import type { OperationCount } from './call-counts.ts';
import type { PendingFault } from './faults.ts';
import type { Delays } from './operation.ts';
import { fromSnapshot, snapshotLines } from './snapshot.ts';
import type { ThrottleState } from './throttle.ts';
import { emptyWorld } from './world.ts';
import type { World } from './world.ts';

/**
 * The version of what dumps look like. It grows when a dump of an earlier version cannot be read any more; members that
 * are added to the world, and may be empty at first, need no new version.
 */
export const DUMP_FORMAT = 2;
/** Formats that are read as well: 1 was a single line. */
const FORMER_FORMATS: readonly unknown[] = [1];

/** A quarter of V8's longest text is left for the quotes that a dump gets within an answer. */
const MOST_CHARACTERS = Math.floor(constants.MAX_STRING_LENGTH * 0.75);

/** Everything that decides how a simulated account goes on. */
export interface AccountDump {
  readonly format: number;
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

/** Thrown for an account whose dump is too long for one text. */
export class DumpTooLarge extends Error {
  override readonly name = 'DumpTooLarge';

  constructor(most: number) {
    const size = Math.floor(most / 2 ** 20);
    super(`the dump of the account has more than ${size} MB, too much for one text; --keep has no such limit`);
  }
}

/** The lines of a dump; the account must not change before the last one was taken. */
export function dumpLines(dump: AccountDump): Iterable<string> {
  return snapshotLines(dump);
}

/** @throws DumpTooLarge for more than `most` characters */
export function writeDump(dump: AccountDump, most: number = MOST_CHARACTERS): string {
  const lines: string[] = [];
  let length = -1;
  for (const line of dumpLines(dump)) {
    lines.push(line);
    length += line.length + 1;
    if (length > most) throw new DumpTooLarge(most);
  }
  return lines.join('\n');
}

/**
 * @param lines a dump by lines, or as the text of {@link writeDump}
 * @throws DumpRefused when it is no dump, or one of another version.
 */
export function readDump(lines: string | Iterable<string>): AccountDump {
  const dump = parse(typeof lines === 'string' ? lines.split('\n') : lines);
  if (typeof dump !== 'object' || dump === null || !('world' in dump) || !('format' in dump)) {
    throw new DumpRefused('it is no dump of a simulated account');
  }
  if (dump.format !== DUMP_FORMAT && !FORMER_FORMATS.includes(dump.format)) {
    throw new DumpRefused(
      `its format is ${String(dump.format)}, and this version of the simulator reads format ${DUMP_FORMAT} only`,
    );
  }
  return { ...(dump as AccountDump), world: completed(dump.world as Readonly<Record<string, object>>) };
}

function parse(lines: Iterable<string>): unknown {
  try {
    return fromSnapshot(lines);
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
