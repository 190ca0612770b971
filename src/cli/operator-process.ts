import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../control-plane/free-port.ts';

export interface OperatorProcessOptions {
  /** Flags of `ecs-operator controller`. */
  readonly flags: readonly string[];
  /** Its whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Receives its log as it comes. */
  readonly onOutput: (text: string) => void;
  /** The file to run; that of this process when absent. */
  readonly entry?: string;
}

/** An operator in a process of its own, as a user would run it. */
export interface OperatorProcess {
  readonly pid: number;
  /** Where it serves /healthz, /readyz and /metrics. */
  readonly url: string;
  /** Resolves with a word on how it ended, asked or not. */
  readonly ended: Promise<string>;
  /** Sends a signal; SIGTERM lets it finish its work. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** SIGTERM, and SIGKILL if that is not enough. */
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;
const stopWithinMs = 30_000;

/**
 * Starts the operator and waits until it says that it is ready.
 *
 * @throws Error when it ends before, or is not ready in time.
 */
export async function startOperatorProcess(options: OperatorProcessOptions): Promise<OperatorProcess> {
  const port = await freePort();
  const operator = launch(options, port);
  const polling = new AbortController();
  const early = operator.ended.then((how) =>
    Promise.reject(new Error(`the operator ended before it was ready: ${how}`)),
  );
  try {
    await Promise.race([ready(operator.url, polling.signal), early]);
    return operator;
  } catch (error) {
    await operator.stop();
    throw error;
  } finally {
    polling.abort();
    // Later ends are the caller's to watch.
    early.catch(() => undefined);
  }
}

function launch({ flags, env, onOutput, entry }: OperatorProcessOptions, port: number): OperatorProcess {
  const http = ['--http-host', '127.0.0.1', '--http-port', String(port)];
  const args = [entry ?? process.argv[1] ?? '', 'controller', ...http, ...flags];
  // In a process group of its own: Ctrl-C in the terminal reaches us, and we decide about the order of the end.
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', onOutput);
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
  });
  // A detached child would outlive us.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    ended,
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(force);
    },
  };
}

async function ready(url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!signal.aborted && !(await saysReady(url))) {
    if (Date.now() > deadline) {
      throw new Error(`the operator is not ready after ${readyWithinMs / 1000} s`);
    }
    await sleep(100);
  }
}

async function saysReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
