import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBinaries } from './binaries/ensure.ts';
import type { BinaryPaths } from './binaries/pins.ts';
import type { OnProgress } from './binaries/source.ts';
import type { Credentials, Reply, Request } from './protocol.ts';

export interface ControlPlaneOptions {
  /** A folder for its data, created when absent and removed by `stop`. A temporary one when not given. */
  readonly dir?: string;
  /** A folder for what is found again at the next start: etcd's data, and a kubeconfig that always fits. */
  readonly keep?: string;
  /** Port of the API server on 127.0.0.1; a free one when not given. */
  readonly port?: number;
  /** Files or folders of CustomResourceDefinitions to install and wait for until they are established. */
  readonly crdPaths?: readonly string[];
  readonly onProgress?: OnProgress;
}

export interface ControlPlane {
  /** Of an administrator (group system:masters). */
  readonly kubeconfigPath: string;
  readonly kubectlPath: string;
  /** `https://127.0.0.1:<port>` */
  readonly server: string;
  /** Credentials for one more user, for tests of access rights. */
  addUser(name: string, groups?: readonly string[]): Promise<Credentials>;
  /** Ends every process and removes every file of this control plane but what it keeps. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts a real etcd, kube-apiserver and kube-controller-manager, reachable on the loopback interface only. All of it
 * ends with `stop`, and also when the calling process ends, in whatever way.
 *
 * @throws BinariesUnavailable when the programs cannot be found, downloaded or built.
 * @throws Error with a program's last output when it does not start.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const binaries = await ensureBinaries({ onProgress: options.onProgress ?? (() => undefined) });
  const dir = await workFolder(options.dir);
  const channel = new Channel(launch(binaries, dir));
  try {
    const { kubeconfigPath, server } = await channel.start({
      dir,
      crdPaths: options.crdPaths ?? [],
      controllerManager: binaries['kube-controller-manager'],
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.keep === undefined ? {} : { keep: options.keep }),
    });
    return {
      kubeconfigPath,
      server,
      kubectlPath: binaries.kubectl,
      addUser: (name, groups = []) => channel.addUser(name, groups),
      stop: () => channel.stop(),
    };
  } catch (error) {
    await channel.stop();
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

async function workFolder(dir: string | undefined): Promise<string> {
  if (dir === undefined) {
    return mkdtemp(join(tmpdir(), 'ecs-operator-control-plane-'));
  }
  await mkdir(dir, { recursive: true });
  return dir;
}

function launch(binaries: BinaryPaths, dir: string): ChildProcess {
  return fork(fileURLToPath(new URL('supervisor.ts', import.meta.url)), {
    // In a session of its own: Ctrl-C in the terminal reaches the parent, which decides about the order of the end.
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      // envtest-js looks at these three first and at a foreign cluster when told so; its files go to TMPDIR.
      TEST_ASSET_ETCD: binaries.etcd,
      TEST_ASSET_KUBE_APISERVER: binaries['kube-apiserver'],
      TEST_ASSET_KUBECTL: binaries.kubectl,
      KUBEBUILDER_ASSETS: dir,
      USE_EXISTING_CLUSTER: 'false',
      TMPDIR: dir,
      // Flags meant for the parent (a debugger's port, a test runner's loaders) do not concern the supervisor.
      NODE_OPTIONS: '',
    },
  });
}

type StartSettings = Extract<Request, { kind: 'start' }>['settings'];
interface Waiting {
  resolve(credentials: Credentials): void;
  reject(error: Error): void;
}

/** The requests to a supervisor and the answers that are due. The start has the number 0. */
class Channel {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private readonly gone: Promise<unknown>;
  private lastId = 0;

  constructor(child: ChildProcess) {
    this.child = child;
    this.gone = once(child, 'exit');
    child.on('message', (message: Reply) => this.settle(message));
    child.once('exit', () => this.fail('the supervisor of the control plane has ended'));
  }

  start(settings: StartSettings): Promise<Credentials> {
    return this.ask(0, { kind: 'start', settings });
  }

  addUser(name: string, groups: readonly string[]): Promise<Credentials> {
    this.lastId += 1;
    return this.ask(this.lastId, { kind: 'addUser', id: this.lastId, name, groups });
  }

  async stop(): Promise<void> {
    if (this.child.connected) {
      this.child.send({ kind: 'stop' } satisfies Request);
    }
    await this.gone;
  }

  private ask(id: number, message: Request): Promise<Credentials> {
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send(message, (error) => {
        if (error !== null) {
          reject(error);
        }
      });
    });
  }

  private settle(message: Reply): void {
    const id = message.kind === 'started' ? 0 : (message.id ?? 0);
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (message.kind !== 'failed') {
      waiting?.resolve(message.credentials);
    } else if (waiting === undefined) {
      process.stderr.write(`control-plane: ${message.message}\n`);
    } else {
      waiting.reject(new Error(message.message));
    }
  }

  private fail(message: string): void {
    for (const waiting of this.waiting.values()) {
      waiting.reject(new Error(message));
    }
    this.waiting.clear();
  }
}
