import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { parseAllDocuments } from 'yaml';
import { KubeRequests, type Manifest } from './kube-request.ts';
import { testVariable } from './test-variables.ts';

export type { Manifest } from './kube-request.ts';
export { waitFor } from './wait-for.ts';

export interface KubectlResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface ResourceList {
  resources: { name: string; kind: string; namespaced: boolean }[];
}

const fieldManager = 'test-user';

/** An API server, that of this test run when no other is named, as an administrator sees it. Close it in `afterAll`. */
export class Cluster {
  readonly kubeconfigPath: string;
  readonly requests: KubeRequests;
  private readonly discovered = new Map<string, Promise<ResourceList>>();

  constructor(kubeconfigPath = testVariable('kubeconfig')) {
    this.kubeconfigPath = kubeconfigPath;
    this.requests = new KubeRequests(kubeconfigPath);
  }

  /** A namespace of its own for one test. */
  async createNamespace(prefix = 'test'): Promise<string> {
    const name = `${prefix}-${randomBytes(4).toString('hex')}`;
    await this.requests.call('POST', '/api/v1/namespaces', { metadata: { name } });
    return name;
  }

  /** Asks for the deletion of a namespace with all its objects; it takes some five seconds and is not awaited. */
  async deleteNamespace(name: string): Promise<void> {
    await this.requests.find('DELETE', `/api/v1/namespaces/${name}`);
  }

  /**
   * Server-side apply, as `kubectl apply --server-side` does, of YAML documents or objects; `namespace` is for those
   * that name none. Answers with the objects as they are then. Throws KubeRefusal at the first one refused.
   */
  async apply(manifests: string | readonly Manifest[], namespace?: string): Promise<Manifest[]> {
    const objects = typeof manifests === 'string' ? parseManifests(manifests) : manifests;
    const applied: Manifest[] = [];
    for (const object of objects) {
      const path = `${await this.pathOf(object, namespace)}?fieldManager=${fieldManager}&force=true`;
      applied.push(await this.requests.call<Manifest>('PATCH', path, object, 'application/apply-patch+yaml'));
    }
    return applied;
  }

  /** `undefined` when it is not there. For `resource` see {@link collectionPath}. */
  get<T = Manifest>(resource: string, namespace: string | undefined, name: string): Promise<T | undefined> {
    return this.requests.find<T>('GET', `${collectionPath(resource, namespace)}/${name}`);
  }

  async list<T = Manifest>(resource: string, namespace?: string): Promise<T[]> {
    return (await this.requests.call<{ items: T[] }>('GET', collectionPath(resource, namespace))).items;
  }

  /** JSON merge patch. */
  patch<T = Manifest>(resource: string, namespace: string | undefined, name: string, patch: unknown): Promise<T> {
    const path = `${collectionPath(resource, namespace)}/${name}?fieldManager=${fieldManager}`;
    return this.requests.call<T>('PATCH', path, patch, 'application/merge-patch+json');
  }

  /** Asks for the deletion; what is already gone is fine. */
  async delete(resource: string, namespace: string | undefined, name: string): Promise<void> {
    await this.requests.find('DELETE', `${collectionPath(resource, namespace)}/${name}`);
  }

  /** The real kubectl, for tests that are about what its users see. */
  async kubectl(args: readonly string[], stdin = ''): Promise<KubectlResult> {
    const child = spawn(testVariable('kubectl'), ['--kubeconfig', this.kubeconfigPath, ...args]);
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output.stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk));
    child.stdin.end(stdin);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? 1, ...output };
  }

  async close(): Promise<void> {
    await this.requests.close();
  }

  private async pathOf(object: Manifest, namespace: string | undefined): Promise<string> {
    const { resources } = await this.discover(object.apiVersion);
    const resource = resources.find(({ kind, name }) => kind === object.kind && !name.includes('/'));
    if (resource === undefined) {
      throw new Error(`the API server knows no ${object.kind} in ${object.apiVersion}`);
    }
    const within = resource.namespaced ? (object.metadata.namespace ?? namespace ?? 'default') : undefined;
    return `${collectionPath(`${object.apiVersion}/${resource.name}`, within)}/${object.metadata.name}`;
  }

  private async discover(apiVersion: string): Promise<ResourceList> {
    const cached = this.discovered.get(apiVersion);
    if (cached !== undefined) {
      return cached;
    }
    const list = await this.requests.call<ResourceList>('GET', root(apiVersion));
    this.discovered.set(apiVersion, Promise.resolve(list));
    return list;
  }
}

/**
 * The path of a collection. `resource` is a plural: `ecsservices` (a bare `ecs…` is one of ours), `configmaps` (any
 * other bare one is in the core group), `apps/v1/deployments`.
 */
export function collectionPath(resource: string, namespace?: string): string {
  const slash = resource.lastIndexOf('/');
  const plural = resource.slice(slash + 1);
  const apiVersion = slash >= 0 ? resource.slice(0, slash) : coreOrOurs(plural);
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${root(apiVersion)}${scope}/${plural}`;
}

function coreOrOurs(plural: string): string {
  return plural.startsWith('ecs') ? 'ecs-operator.dev/v1alpha1' : 'v1';
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function parseManifests(yaml: string): Manifest[] {
  return parseAllDocuments(yaml)
    .map((document) => document.toJS() as Manifest | null)
    .filter((object) => object !== null);
}
