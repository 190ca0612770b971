import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DemoFailure } from './demo-failure.ts';

/** The checkout: commands name files as the user would from there. */
export const checkout = fileURLToPath(new URL('../../..', import.meta.url));

export interface KubectlOptions {
  readonly path: string;
  readonly kubeconfig: string;
  /** Ends a running command, for example one that waits. */
  readonly signal: AbortSignal;
}

/**
 * Runs the real kubectl and returns what it writes to standard output and standard error, as a terminal would show it.
 *
 * @throws DemoFailure with its words when it fails; the reason of the signal when that is aborted
 */
export async function runKubectl(options: KubectlOptions, args: readonly string[], stdin = ''): Promise<string> {
  const { path, kubeconfig, signal } = options;
  signal.throwIfAborted();
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    // What it learns about this API server goes with the API server.
    KUBECACHEDIR: join(dirname(kubeconfig), 'kubectl-cache'),
  };
  // In a process group of its own: Ctrl-C in the terminal reaches us, and we end it.
  const child = spawn(path, args, { cwd: checkout, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  // A command that ends without reading what it is given is judged by its exit code.
  child.stdin.on('error', () => undefined).end(stdin);
  const how = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, by) => resolve(code === 0 ? '' : (by ?? `exit code ${code}`)));
  });
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (how !== '') throw new DemoFailure(`kubectl ${args.join(' ')} failed (${how}): ${output.trim()}`);
  return output;
}
