import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { waitFor } from './cluster.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A sub-command as a user starts it, and what it has printed so far. */
export interface Started {
  readonly child: ChildProcess;
  out: string;
  err: string;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
}

export function startCommand(...args: readonly string[]): Started {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const started = { child, out: '', err: '', ended: new Promise<number | null>((end) => child.on('close', end)) };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (started.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (started.err += chunk));
  return started;
}

/** A sandbox that is up. */
export async function startSandbox(...flags: readonly string[]): Promise<Started> {
  const sandbox = startCommand('sandbox', ...flags);
  await waitFor('the sandbox to be up', () => sandbox.out.includes('Ctrl-C'), Boolean, 60_000);
  return sandbox;
}

/** What the lines that were printed set a variable to. */
export function exported(out: string, name: string): string {
  const value = new RegExp(`^export ${name}=(.*)$`, 'm').exec(out)?.[1];
  if (value === undefined) {
    throw new Error(`no ${name} in:\n${out}`);
  }
  return value;
}

/** Runs the lines that were printed, then `command`, in a shell. */
export async function inShell(
  lines: string,
  command: string,
  input = '',
): Promise<{ code: number | null; out: string }> {
  const child = spawn('bash', ['-c', `${lines}\n${command}`], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  const code = await new Promise<number | null>((end) => child.on('close', end));
  return { code, out };
}
