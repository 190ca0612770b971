import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';
import { exported, startCommand } from '../support/sandbox.ts';
import type { Started } from '../support/sandbox.ts';

let folder: string;
let running: Started[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-keep-'));
  running = [];
});

afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await rm(folder, { recursive: true, force: true });
});

async function start(...flags: readonly string[]): Promise<Started> {
  const simulator = startCommand('simulator', '--port', '0', ...flags);
  running.push(simulator);
  await waitFor('the simulator to be up', () => simulator.out.includes('AWS_ACCESS_KEY_ID'), Boolean, 30_000);
  return simulator;
}

async function admin(simulator: Started, method: string, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${exported(simulator.out, 'AWS_ENDPOINT_URL')}/_sim/${path}`, { method, ...init });
  return answer.json();
}

async function createCluster(simulator: Started): Promise<unknown> {
  const call = { service: 'ecs', operation: 'CreateCluster', input: { clusterName: 'demo' } };
  return admin(simulator, 'POST', 'act', call);
}

describe('ecs-operator simulator --keep', () => {
  it('goes on where it was ended, and where it was killed', async () => {
    const first = await start('--keep', folder, '--manual', '--region', 'eu-west-1');
    await createCluster(first);
    await admin(first, 'POST', 'clock/advance', { seconds: 1_000 });
    const before = await admin(first, 'GET', 'dump');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = await start('--keep', folder, '--manual');
    expect(await admin(second, 'GET', 'dump')).toEqual(before);
    expect(second.out).toContain('AWS_DEFAULT_REGION=eu-west-1');
    second.child.kill('SIGKILL');
    await second.ended;

    const third = await start('--keep', folder, '--manual');
    expect(await admin(third, 'GET', 'dump')).toEqual(before);
  }, 90_000);

  it('gives the same account for the same seed', async () => {
    const dumps = [];
    for (const seed of ['7', '7', '8']) {
      const simulator = await start('--manual', '--seed', seed);
      await createCluster(simulator);
      dumps.push(await admin(simulator, 'GET', 'dump'));
    }
    expect(dumps[1]).toEqual(dumps[0]);
    expect(dumps[2]).not.toEqual(dumps[0]);
  }, 90_000);

  it('ends with code 2 and the reason when the folder will not do', async () => {
    await start('--keep', join(folder, 'mine'));
    await writeFile(join(folder, 'notes.txt'), '');
    const refusals = [
      [join(folder, 'mine'), 'is in use by process'],
      [folder, 'holds other things (mine, notes.txt)'],
      [join(folder, 'a', 'b'), 'cannot be used: ENOENT'],
    ] as const;
    for (const [path, words] of refusals) {
      const refused = startCommand('simulator', '--port', '0', '--keep', path);
      expect(await refused.ended).toBe(2);
      expect(refused.err).toContain(`error: --keep ${path} ${words}`);
    }
    const both = startCommand('simulator', '--manual', '--speed', '2');
    expect(await both.ended).toBe(2);
    expect(both.err).toContain('--manual and --speed exclude each other');
  }, 90_000);
});
