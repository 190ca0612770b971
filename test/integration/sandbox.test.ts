import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A sandbox as a user starts it, and what it has printed so far. */
function startSandbox(flags: readonly string[]) {
  const child = spawn(process.execPath, [main, 'sandbox', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const sandbox = { child, out: '', err: '', ended: new Promise<number | null>((end) => child.on('close', end)) };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (sandbox.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (sandbox.err += chunk));
  return sandbox;
}

function exported(out: string, name: string): string {
  const value = new RegExp(`^export ${name}=(.*)$`, 'm').exec(out)?.[1];
  if (value === undefined) {
    throw new Error(`no ${name} in:\n${out}`);
  }
  return value;
}

/** Runs the lines that the sandbox printed, then `command`, in a shell. */
async function inShell(lines: string, command: string): Promise<{ code: number | null; out: string }> {
  const child = spawn('bash', ['-c', `${lines}\n${command}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  const code = await new Promise<number | null>((end) => child.on('close', end));
  return { code, out };
}

describe('ecs-operator sandbox --no-operator', () => {
  it('prints lines after which kubectl and AWS clients work, and leaves nothing behind', async () => {
    const sandbox = startSandbox(['--no-operator', '--speed', '20']);
    await waitFor('the sandbox to be up', () => sandbox.out.includes('Ctrl-C'), Boolean, 60_000);
    const kubeconfig = exported(sandbox.out, 'KUBECONFIG');
    const endpoint = exported(sandbox.out, 'AWS_ENDPOINT_URL');
    // AWS CLI 1 and boto3 know no other.
    expect(exported(sandbox.out, 'AWS_DEFAULT_REGION')).toBe(exported(sandbox.out, 'AWS_REGION'));

    const kinds = await inShell(sandbox.out, 'kubectl api-resources --categories=ecs -o name');
    const clock = (await (await fetch(`${endpoint}/_sim/clock`)).json()) as { speed: number };
    sandbox.child.kill('SIGINT');

    expect(kinds.code).toBe(0);
    expect(kinds.out.trim().split('\n').sort()).toEqual([
      'ecsscalings.ecs-operator.dev',
      'ecsservices.ecs-operator.dev',
      'ecstaskdefinitions.ecs-operator.dev',
    ]);
    expect(clock.speed).toBe(20);
    expect(sandbox.out).toContain('--domain-speed=20');
    expect(sandbox.out).toContain('20 times faster than real time');
    expect(await sandbox.ended).toBe(0);
    expect(existsSync(kubeconfig)).toBe(false);
    await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  }, 90_000);

  it('leaves nothing behind when it is killed', async () => {
    const sandbox = startSandbox(['--no-operator']);
    await waitFor('the sandbox to be up', () => sandbox.out.includes('Ctrl-C'), Boolean, 60_000);
    const kubeconfig = exported(sandbox.out, 'KUBECONFIG');

    sandbox.child.kill('SIGKILL');

    await waitFor(
      'its files to be gone',
      () => existsSync(kubeconfig),
      (there) => !there,
      30_000,
    );
  }, 90_000);
});
