import { spawn, type ChildProcess } from 'node:child_process';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

export interface ControllerManagerOptions {
  readonly binary: string;
  /** Credentials of an administrator. */
  readonly kubeconfigPath: string;
  /** Holds `apiserver.crt` and `apiserver.key`, valid for 127.0.0.1: the health endpoint serves with them. */
  readonly certDir: string;
  /** Signed that certificate. */
  readonly caPem: string;
}

export interface ControllerManager {
  /** Resolves with what it said last when it ends, asked or not. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const controllers = ['garbage-collector-controller', 'namespace-controller', 'horizontal-pod-autoscaler-controller'];
const readyWithinMs = 60_000;
const stopWithinMs = 5_000;
const keptOutput = 16_384;

/**
 * Starts kube-controller-manager with the controllers that tests need: garbage collection, namespace deletion and the
 * HorizontalPodAutoscaler (which looks every second). Resolves once it says it is healthy.
 *
 * @throws Error with its last output when it ends early or is not healthy in time.
 */
export async function startControllerManager(options: ControllerManagerOptions): Promise<ControllerManager> {
  const port = await freePort();
  const child = spawn(options.binary, flags(options, port), { stdio: ['ignore', 'pipe', 'pipe'] });
  const manager = supervise(child);
  const polling = new AbortController();
  const early = manager.ended.then((output) =>
    Promise.reject(new Error(`kube-controller-manager ended before it was ready:\n${output}`)),
  );
  try {
    await Promise.race([healthy(port, options.caPem, polling.signal), early]);
    return manager;
  } catch (error) {
    await manager.stop();
    throw error;
  } finally {
    polling.abort();
    // Later ends are the caller's to watch.
    early.catch(() => undefined);
  }
}

function flags(options: ControllerManagerOptions, port: number): string[] {
  return [
    `--kubeconfig=${options.kubeconfigPath}`,
    `--authentication-kubeconfig=${options.kubeconfigPath}`,
    `--authorization-kubeconfig=${options.kubeconfigPath}`,
    `--controllers=${controllers.join(',')}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--tls-cert-file=${join(options.certDir, 'apiserver.crt')}`,
    `--tls-private-key-file=${join(options.certDir, 'apiserver.key')}`,
    '--namespace-sync-period=10s',
    '--horizontal-pod-autoscaler-sync-period=1s',
    '--horizontal-pod-autoscaler-downscale-stabilization=1s',
    '--kube-api-qps=200',
    '--kube-api-burst=400',
  ];
}

function supervise(child: ChildProcess): ControllerManager {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-keptOutput);
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(output));
  });
  return { ended, stop: () => terminate(child, ended) };
}

async function terminate(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(force);
}

async function healthy(port: number, caPem: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!signal.aborted && !(await answersHealthy(port, caPem))) {
    if (Date.now() > deadline) {
      throw new Error(`kube-controller-manager is not healthy after ${readyWithinMs / 1000} s`);
    }
    await sleep(100);
  }
}

function answersHealthy(port: number, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path: '/healthz', ca, timeout: 2_000, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(false));
    call.end();
  });
}
