import { DumpRefused } from '../../simulator/account-dump.ts';
import { readKeptAccount } from './account-file.ts';
import type { KeptAccount } from './account-file.ts';
import { openKeptFolder, refusal } from './kept-folder.ts';

/** A folder that this process holds, with the account that was found in it. */
export interface Kept extends Disposable {
  readonly path: string;
  /** Absent at the first start. */
  readonly account: KeptAccount | undefined;
  /** Runs what restores the account. @throws UsageError when that refuses it */
  explained<T>(restore: () => Promise<T>): Promise<T>;
}

/**
 * Takes hold of the folder of `--keep`; disposing of the result lets go of it.
 *
 * @throws UsageError
 */
export function openKept(path: string, owner: string): Kept {
  const folder = openKeptFolder(path, owner);
  try {
    return {
      path,
      account: readKeptAccount(path),
      explained: (restore) => explained(path, restore),
      [Symbol.dispose]: () => folder.release(),
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

async function explained<T>(path: string, restore: () => Promise<T>): Promise<T> {
  try {
    return await restore();
  } catch (error) {
    if (error instanceof DumpRefused) throw refusal(path, `cannot be restored: ${error.message}`);
    throw error;
  }
}
