import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'examples');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

describe('examples/README.md', () => {
  it('names every example', () => {
    const named = files.filter((file) => !file.startsWith('quickstart/'));
    expect(named.filter((file) => !readme.includes(`](${file})`))).toEqual([]);
  });

  it('its commands work in a sandbox, in their order', async () => {
    const command = /^ {4}npx ecs-operator (.*)$/m.exec(readme)?.[1] ?? '';
    const sandbox = spawn(process.execPath, [join(root, 'bin/ecs-operator.mjs'), ...command.split(' ')]);
    try {
      const lines = { out: '' };
      sandbox.stdout.setEncoding('utf8').on('data', (chunk: string) => (lines.out += chunk));
      await waitFor('the sandbox to be up', () => lines.out.includes('Ctrl-C'), Boolean, 60_000);
      const blocks = [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
      expect(blocks).toHaveLength(3);

      const { code, out } = await inShell([lines.out, 'set -e', ...blocks, 'kubectl get ecs']);

      expect({ code, out }).toMatchObject({ code: 0 });
      expect(out).toContain('ecsservice.ecs-operator.dev/web condition met');
      expect(out).toMatch(/Warning +RolledBack/);
      expect(out.trimEnd().split('\n').at(-1)).toBe('No resources found in default namespace.');
    } finally {
      sandbox.kill('SIGINT');
      await once(sandbox, 'close');
    }
  }, 240_000);
});

/** Runs the lines in a shell, in the checkout; everything that they print. */
async function inShell(lines: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn('bash', ['-c', lines.join('\n')], { cwd: root });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  }
  const code = await new Promise<number | null>((end) => child.on('close', end));
  return { code, out };
}
