import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { createTestAccount } from '../../simulator/test-account.ts';
import type { TestAccount } from '../../simulator/test-account.ts';
import { UsageError } from '../options/usage-error.ts';
import { AccountKeeper, readKeptAccount } from './account-file.ts';

let folder: string;
let wall: ManualClock;
let account: TestAccount;
let troubles: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-file-'));
  wall = new ManualClock();
  account = createTestAccount();
  troubles = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function newKeeper(): AccountKeeper {
  return new AccountKeeper({ simulator: account, folder, wall, onTrouble: (message) => troubles.push(message) });
}

/** Waits for the file system; the clock of the keeper stands still meanwhile. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

function keptText(): string {
  return [...(readKeptAccount(folder)?.lines ?? [])].join('\n');
}

function isKept(): boolean {
  return keptText() === account.dump();
}

describe('an account that is kept', () => {
  it('is written at once, every two seconds, and when it is stopped', async () => {
    const keeper = newKeeper();
    await until(isKept);
    account.ecs('CreateCluster', { clusterName: 'one' });
    await until(() => wall.pendingTimers > 0);
    wall.advance(1_999);
    expect(isKept()).toBe(false);
    wall.advance(1);
    await until(isKept);
    account.ecs('CreateCluster', { clusterName: 'two' });
    await keeper.stop();
    expect(isKept()).toBe(true);
    expect(wall.pendingTimers).toBe(0);
    expect(readdirSync(folder)).toEqual(['account.json']);
  });

  it('is read with where and when it is', async () => {
    expect(readKeptAccount(folder)).toBeUndefined();
    await newKeeper().stop();
    const { accountId, region } = account.context;
    expect(readKeptAccount(folder)).toMatchObject({ accountId, region, now: account.clock.now() });
    expect(keptText()).toBe(account.dump());
  });

  it('tells once that it cannot be written, and again after it could', async () => {
    const keeper = newKeeper();
    await until(() => wall.pendingTimers > 0);
    for (const [there, told] of [
      [false, 1],
      [false, 1],
      [true, 1],
      [false, 2],
    ] as const) {
      rmSync(folder, { recursive: true, force: true });
      if (there) folder = remade(folder);
      wall.advance(2_000);
      await until(() => wall.pendingTimers > 0);
      expect(troubles).toHaveLength(told);
    }
    expect(troubles[0]).toMatch(/^the account cannot be kept: .*ENOENT/);
    await expect(keeper.stop()).rejects.toThrow('ENOENT');
  });

  it.each([
    ['none', 'account.json in it: it cannot be read'],
    ['{}', 'account.json in it: it is no dump'],
  ])('that is damaged is refused: %s', (content, words) => {
    writeFileSync(join(folder, 'account.json'), content);
    expect(() => readKeptAccount(folder)).toThrow(UsageError);
    expect(() => readKeptAccount(folder)).toThrow(words);
    expect(existsSync(join(folder, 'account.json'))).toBe(true);
  });
});

function remade(path: string): string {
  mkdirSync(path);
  return path;
}
