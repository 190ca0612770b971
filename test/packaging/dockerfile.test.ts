import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../src/control-plane/binaries/command.ts';
import { signatureHeaders } from '../../src/simulator/http/test-signature.ts';
import { replay, type Image } from './dockerfile-replay.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const minutes = 60_000;

let target: string;
let image: Image;

beforeAll(async () => {
  target = await mkdtemp(join(tmpdir(), 'ecs-operator-image-'));
  const ignore = await readFile(join(root, '.dockerignore'), 'utf8');
  const allowed = ignore.split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  image = await replay({ dockerfile: join(root, 'Dockerfile'), context: root, allowed, target });
}, 5 * minutes);

afterAll(async () => {
  await rm(target, { recursive: true, force: true });
});

/** The command line of a container, with paths of the image as paths here and the present Node for the image's. */
function commandLine(...args: string[]): [string, string[]] {
  const [node, ...rest] = image.entrypoint;
  expect(node).toBe('/nodejs/bin/node');
  return [process.execPath, [...rest.map((word) => join(image.root, word)), ...args]];
}

/** Nothing of this checkout may help: no module paths, no settings. */
const container = { cwd: '/', env: { PATH: '/nowhere' } };

describe('the image', () => {
  it('holds one file', async () => {
    const entries = await readdir(image.root, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['ecs-operator.cjs']);
  });

  it('runs as a user that is not root, given by number', () => {
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('starts the controller when nothing else is asked for', () => {
    expect(image.command).toEqual(['controller']);
  });

  it.each(['controller', 'simulator'])('knows the sub-command %s', async (name) => {
    const { code, output } = await runCommand(...commandLine(name, '--help'), container);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`Usage: ecs-operator ${name}`) });
  });

  it('refuses what it does not know, with code 2', async () => {
    const { code, output } = await runCommand(...commandLine('controller', '--colour'), container);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('--colour') });
  });

  it('says in one line that it has no kubeconfig', async () => {
    const { code, output } = await runCommand(...commandLine('controller', '--log-level=silent'), container);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/^error: no kubeconfig[^\n]*\n$/) });
  });

  it('serves a simulated AWS', async () => {
    const child = spawn(...commandLine('simulator', '--port=0'), container);
    try {
      const url = await new Promise<string>((resolve, reject) => {
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          const found = /AWS_ENDPOINT_URL=(\S+)/.exec(text)?.[1];
          if (found !== undefined) resolve(found);
        });
        child.once('exit', (code) => reject(new Error(`ended with code ${code}`)));
      });
      const headers = {
        'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters',
        'content-type': 'application/x-amz-json-1.1',
        ...signatureHeaders(),
      };
      const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
      expect(await answer.json()).toEqual({ clusterArns: [] });
    } finally {
      child.kill('SIGKILL');
    }
  });
});
