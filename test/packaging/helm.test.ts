import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../src/control-plane/binaries/command.ts';
import { ensureHelm } from './helm.ts';

let folder: string;
let cache: string;
const path = process.env['PATH'];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecs-operator-helm-'));
  cache = join(folder, 'cache', 'helm');
});

afterEach(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true, force: true });
});

/** The official archive, as far as we care. */
async function archive(): Promise<Buffer> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  await mkdir(join(folder, platform));
  await writeFile(join(folder, platform, 'helm'), '#!/bin/sh\necho helm\n');
  await chmod(join(folder, platform, 'helm'), 0o755);
  await runCommand('tar', ['-czf', join(folder, 'a.tar.gz'), '-C', folder, platform]);
  return readFile(join(folder, 'a.tar.gz'));
}

function serving(bytes: Buffer, checksum: string) {
  return (url: string) =>
    Promise.resolve(new Response(url.endsWith('.sha256sum') ? `${checksum}  helm.tar.gz\n` : new Uint8Array(bytes)));
}

describe('Helm for the tests', () => {
  it('comes from the official archive, once', async () => {
    const bytes = await archive();
    const fetch = serving(bytes, createHash('sha256').update(bytes).digest('hex'));
    const helm = await ensureHelm({ cache, onProgress: () => undefined, fetch });
    expect((await runCommand(helm, [])).output).toBe('helm\n');
    expect(await readdir(dirname(cache))).toEqual(['helm']);
    const unreachable = () => Promise.reject(new Error('offline'));
    expect(await ensureHelm({ cache, onProgress: () => undefined, fetch: unreachable })).toBe(helm);
  });

  it('is refused with a wrong checksum; without Go the error names both reasons', async () => {
    const fetch = serving(await archive(), '00');
    process.env['PATH'] = '/nowhere';
    const attempt = ensureHelm({ cache, onProgress: () => undefined, fetch });
    await expect(attempt).rejects.toThrow(/published checksum[^]*go install ended with code 127/);
    expect(await readdir(cache)).toEqual([]);
  });
});
