import { existsSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Timer } from '../../runtime/clock.ts';
import { DumpRefused, readDump } from '../../simulator/account-dump.ts';
import type { AccountDump } from '../../simulator/account-dump.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { FileLines } from './file-lines.ts';
import { refusal } from './kept-folder.ts';

const FILE = 'account.json';
/** What a kill -9 loses at most. */
const EVERY_MS = 2_000;
/** The part of the time that writing may take: large accounts are written less often. */
const SHARE = 0.1;
/** How much is written at a time, in characters. */
const PART_LENGTH = 2 ** 20;

/** A dump that was found in a kept folder. */
export interface KeptAccount extends Pick<AccountDump, 'accountId' | 'region' | 'now'> {
  /** The dump, read from its file each time anew: it may be larger than a text can be. */
  readonly lines: Iterable<string>;
}

/**
 * The account that was kept in `folder`; undefined when none was yet.
 *
 * @throws UsageError when what is there cannot be restored
 */
export function readKeptAccount(folder: string): KeptAccount | undefined {
  const path = join(folder, FILE);
  if (!existsSync(path)) return undefined;
  const lines = new FileLines(path);
  try {
    const { accountId, region, now } = readDump(lines);
    return { accountId, region, now, lines };
  } catch (error) {
    if (error instanceof DumpRefused) throw refusal(folder, `cannot be restored: ${FILE} in it: ${error.message}`);
    throw error;
  }
}

export interface AccountKeeperOptions {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly wall: Clock;
  /** Told once when writing begins to fail, and again after it has worked. */
  readonly onTrouble: (message: string) => void;
}

/** Writes an account into its folder every two seconds, and a last time when it is stopped. */
export class AccountKeeper {
  readonly #options: AccountKeeperOptions;
  #timer: Timer | undefined;
  #writing: Promise<void>;
  #inTrouble = false;
  #stopped = false;

  constructor(options: AccountKeeperOptions) {
    this.#options = options;
    this.#writing = this.#writeAndGoOn();
  }

  /** @throws Error when the last state could not be written */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#writing;
    await this.#write();
  }

  async #writeAndGoOn(): Promise<void> {
    const { wall } = this.#options;
    const begun = wall.now();
    await this.#tryWrite();
    if (this.#stopped) return;
    const pause = Math.max(EVERY_MS, (wall.now() - begun) / SHARE);
    this.#timer = wall.setTimer(pause, () => void (this.#writing = this.#writeAndGoOn()));
  }

  async #tryWrite(): Promise<void> {
    try {
      await this.#write();
      this.#inTrouble = false;
    } catch (error) {
      if (this.#inTrouble) return;
      this.#inTrouble = true;
      this.#options.onTrouble(`the account cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Under another name first: whoever reads finds the old state or the new one, whole. */
  async #write(): Promise<void> {
    const { simulator, folder } = this.#options;
    const path = join(folder, FILE);
    const draft = `${path}.new`;
    await using file = await open(draft, 'w');
    // At once, because the account must not change meanwhile.
    for (const part of joined(simulator.dumpLines())) writeFileSync(file.fd, part);
    await file.sync();
    await rename(draft, path);
  }
}

/** Lines with the ends between them, several together: a write of its own for each would take longer. */
function* joined(lines: Iterable<string>): Generator<string> {
  let part = '';
  let isFirst = true;
  for (const line of lines) {
    part += isFirst ? line : `\n${line}`;
    isFirst = false;
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = '';
  }
  yield part;
}
