import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processExists } from '../../control-plane/process-exists.ts';
import { UsageError } from '../options/usage-error.ts';

/** Says whose folder it is. */
const MARK = 'ecs-operator.json';
const LOCK = 'lock';
const FORMAT = 1;
/** How many of the strange things in a folder a message names. */
const NAMED = 3;

/** A folder in which a sub-command keeps what it has to find again, held by this process. */
export interface KeptFolder {
  readonly path: string;
  /** Lets go of it. Idempotent. */
  release(): void;
}

/**
 * Takes hold of the folder `path` for the sub-command `owner`, and makes it when it is not there (not its parents).
 *
 * @throws UsageError when it cannot be written, holds other things, is another sub-command's or of another version, or
 * another process has it
 */
export function openKeptFolder(path: string, owner: string): KeptFolder {
  try {
    if (!existsSync(path)) mkdirSync(path);
    checkOwner(path, owner);
    lock(path);
    writeFileSync(join(path, MARK), `${JSON.stringify({ owner, format: FORMAT })}\n`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refusal(path, `cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { path, release: () => rmSync(join(path, LOCK), { force: true }) };
}

/** The complaint about a kept folder. */
export function refusal(path: string, complaint: string): UsageError {
  return new UsageError(`--keep ${path} ${complaint}`);
}

function checkOwner(path: string, owner: string): void {
  const names = readdirSync(path);
  if (names.length === 0) return;
  if (!names.includes(MARK)) {
    const others = names.toSorted().slice(0, NAMED).join(', ');
    throw refusal(path, `holds other things (${others}); allowed: an empty folder, or one that was kept before`);
  }
  const mark = readMark(path);
  if (mark.owner !== owner) throw refusal(path, `was kept by ecs-operator ${mark.owner}, not by ${owner}`);
  if (mark.format !== FORMAT) {
    throw refusal(path, `is kept in format ${mark.format}, and this version reads format ${FORMAT} only`);
  }
}

function readMark(path: string): { owner: string; format: number } {
  const text = readFileSync(join(path, MARK), 'utf8');
  try {
    const { owner, format } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return { owner: String(owner), format: Number(format) };
  } catch {
    throw refusal(path, `cannot be used: ${MARK} in it is damaged`);
  }
}

/** A lock of a process that is gone is taken over: kill -9 leaves one behind. */
function lock(path: string): void {
  const file = join(path, LOCK);
  const take = (): void => writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
  try {
    take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(file, 'utf8'));
    if (processExists(holder)) throw refusal(path, `is in use by process ${holder} (or remove ${file})`);
    rmSync(file, { force: true });
    take();
  }
}
