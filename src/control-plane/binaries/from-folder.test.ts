import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunCommand } from './command.ts';
import { folderSource } from './from-folder.ts';
import { binaryNames } from './pins.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-test-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Programs are files that hold their answer. */
const run: RunCommand = async (command) => ({ code: 0, output: await readFile(command, 'utf8') });

async function program(name: string, answer: string, mode = 0o755): Promise<void> {
  await writeFile(join(folder, name), answer);
  await chmod(join(folder, name), mode);
}

describe('folderSource', () => {
  it('gives what is there in the pinned version', async () => {
    await program('kubectl', 'Client Version: v1.36.3');
    await program('etcd', 'etcd Version: 3.6.14');

    expect(await folderSource(folder, 'the folder', run).provide(binaryNames)).toEqual({
      found: { etcd: join(folder, 'etcd'), kubectl: join(folder, 'kubectl') },
      reasons: [`the folder (${folder}) has no kube-apiserver, kube-controller-manager`],
    });
  });

  it('looks only for what is missing', async () => {
    await program('kubectl', 'Client Version: v1.31.0');
    await program('etcd', 'etcd Version: 3.6.14');

    const { found, reasons } = await folderSource(folder, 'the folder', run).provide(['etcd']);

    expect(Object.keys(found)).toEqual(['etcd']);
    expect(reasons).toEqual([]);
  });

  it('says that a folder is empty, or not there', async () => {
    const empty = await folderSource(folder, 'the folder', run).provide(binaryNames);
    const absent = await folderSource('/no/such', 'the folder', run).provide(binaryNames);

    expect(empty).toEqual({ found: {}, reasons: [`the folder (${folder}) has no control-plane programs`] });
    expect(absent.reasons).toEqual(['the folder (/no/such) has no control-plane programs']);
  });
});
