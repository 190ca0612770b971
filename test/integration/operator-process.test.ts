import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOperatorProcess } from '../../src/cli/operator-process.ts';

let folder: string;
let entry: string;
let output = '';

/** Stands for the program: says its arguments, becomes ready after a moment, and obeys the variable MOOD. */
const program = `
  import { createServer } from 'node:http';
  const args = process.argv.slice(2);
  console.log(args.join(' '));
  if (process.env.MOOD === 'broken') { console.error('no kubeconfig'); process.exit(1); }
  const started = Date.now();
  createServer((request, response) => {
    response.writeHead(request.url === '/readyz' && Date.now() - started > 300 ? 200 : 503).end();
  }).listen(Number(args[args.indexOf('--http-port') + 1]), '127.0.0.1');
  process.on('SIGTERM', () => process.exit(0));
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'operator-process-test-'));
  entry = join(folder, 'program.mjs');
  await writeFile(entry, program);
});

afterAll(() => rm(folder, { recursive: true }));

function start(mood: string) {
  output = '';
  const env = { ...process.env, MOOD: mood };
  return startOperatorProcess({ flags: ['--workers=2'], env, entry, onOutput: (text) => (output += text) });
}

describe('startOperatorProcess', () => {
  it('resolves once the operator is ready, and stops it gently', async () => {
    const operator = await start('fine');
    const { ok } = await fetch(`${operator.url}/readyz`);
    await operator.stop();

    expect(ok).toBe(true);
    expect(output).toMatch(/^controller --http-host 127\.0\.0\.1 --http-port \d+ --workers=2\n/);
    expect(await operator.ended).toBe('exit code 0');
  });

  it('tells how the operator ended when it is killed', async () => {
    const operator = await start('fine');
    operator.kill('SIGKILL');

    expect(await operator.ended).toBe('SIGKILL');
    await expect(fetch(operator.url)).rejects.toThrow('fetch failed');
  });

  it('rejects when the operator ends before it is ready', async () => {
    await expect(start('broken')).rejects.toThrow('the operator ended before it was ready: exit code 1');
    expect(output).toContain('no kubeconfig');
  });
});
