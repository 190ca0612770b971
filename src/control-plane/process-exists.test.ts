import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { processExists } from './process-exists.ts';

describe('processExists', () => {
  it('tells processes that run, ours or not, from those that are gone', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    expect([process.pid, 1, pid].map(processExists)).toEqual([true, true, false]);
  });
});
