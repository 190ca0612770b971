import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  /** The whole environment of the command; the caller's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface CommandResult {
  /** The exit code; 127 when the command could not be started, as shells have it; 1 when a signal ended it. */
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/** Runs a command to its end. Never rejects: what went wrong is in the result. Injected, so that tests start nothing. */
export type RunCommand = (command: string, args: readonly string[], options?: CommandOptions) => Promise<CommandResult>;

/** The {@link RunCommand} of production. */
export const runCommand: RunCommand = (command, args, options = {}) =>
  new Promise((resolve) => {
    const chunks: string[] = [];
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    }
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: chunks.join('') }));
  });

/** The last lines of what a command said: enough for an error message. */
export function lastLines(output: string, count = 15): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
