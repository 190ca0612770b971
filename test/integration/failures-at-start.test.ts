import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testVariable } from '../support/test-variables.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'failures-at-start-'));
  await writeFile(join(home, 'malformed'), 'clusters: [');
});

afterAll(() => rm(home, { recursive: true }));

/** Runs the operator until it ends by itself, with nothing in its environment but what is given. */
async function run(env: Record<string, string>): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, 'controller', '--http-port=0', '--no-leader-election'], {
    env: { HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (written.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (written.stderr += chunk));
  const code = await new Promise<number | null>((end) => child.once('close', end));
  return { code, ...written };
}

const REGION = { AWS_REGION: 'us-east-1' };
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'simulated', AWS_SECRET_ACCESS_KEY: 'simulated' };

describe('an operator that has nothing to work with ends with 1 and one line', () => {
  it.each([
    ['no kubeconfig', () => ({ ...REGION, ...CREDENTIALS }), /no kubeconfig: set --kubeconfig or KUBECONFIG/],
    [
      'a kubeconfig that is not there',
      () => ({ ...REGION, ...CREDENTIALS, KUBECONFIG: join(home, 'absent') }),
      /kubeconfig .*absent does not exist/,
    ],
    [
      'a malformed kubeconfig',
      () => ({ ...REGION, ...CREDENTIALS, KUBECONFIG: join(home, 'malformed') }),
      /kubeconfig .*malformed cannot be read/,
    ],
    ['no Region', () => ({ ...CREDENTIALS, KUBECONFIG: testVariable('kubeconfig') }), /Region/],
    ['no credentials', () => ({ ...REGION, KUBECONFIG: testVariable('kubeconfig') }), /credentials/],
  ])(
    '%s',
    async (_what, env, words) => {
      const { code, stdout, stderr } = await run(env());
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^error: [^\n]+\n$/);
      expect(stderr).toMatch(words);
    },
    30_000,
  );
});
