import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { parse } from 'yaml';

/** A Kubernetes object as tests handle it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [key: string]: unknown };
  [key: string]: unknown;
}

export interface KubeAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Kubeconfig {
  clusters: { cluster: { server: string; 'certificate-authority-data': string } }[];
  users: { user: { 'client-certificate-data': string; 'client-key-data': string } }[];
}

/** A request was refused; `status` is the HTTP status, the message is the API server's. */
export class KubeRefusal extends Error {
  override readonly name = 'KubeRefusal';
  readonly status: number;

  constructor(answer: KubeAnswer, request: string) {
    const { message } = answer.body as { message?: string };
    super(`${request}: ${answer.status} ${message ?? JSON.stringify(answer.body)}`);
    this.status = answer.status;
  }
}

/** Plain requests to the API server over a few keep-alive connections; no word of what is in them. */
export class KubeRequests {
  private readonly pool: Pool;

  constructor(kubeconfigPath: string) {
    const config = parse(readFileSync(kubeconfigPath, 'utf8')) as Kubeconfig;
    const [cluster, user] = [config.clusters[0]?.cluster, config.users[0]?.user];
    if (cluster === undefined || user === undefined) {
      throw new Error(`${kubeconfigPath} names no cluster or no user`);
    }
    const connect = {
      ca: decode(cluster['certificate-authority-data']),
      cert: decode(user['client-certificate-data']),
      key: decode(user['client-key-data']),
    };
    this.pool = new Pool(cluster.server, { connections: 8, connect });
  }

  /** Any answer, refusals included. */
  async raw(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<KubeAnswer> {
    const answer = await this.pool.request({
      method,
      path,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': contentType }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: parseBody(await answer.body.text()) };
  }

  /** The body of a successful answer. Throws {@link KubeRefusal} for any other. */
  async call<T>(method: string, path: string, body?: unknown, contentType?: string): Promise<T> {
    const answer = await this.raw(method, path, body, contentType);
    if (answer.status >= 300) {
      throw new KubeRefusal(answer, `${method} ${path}`);
    }
    return answer.body as T;
  }

  /** As {@link call}, `undefined` for 404. */
  async find<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    try {
      return await this.call<T>(method, path, body);
    } catch (error) {
      if (error instanceof KubeRefusal && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  /** The lines of an answer that goes on, as those of a watch do, until `signal` is aborted. */
  async lines(path: string, signal: AbortSignal): Promise<AsyncIterable<string>> {
    const answer = await this.pool.request({ method: 'GET', path, signal, bodyTimeout: 0 });
    if (answer.statusCode >= 300) {
      throw new KubeRefusal({ status: answer.statusCode, body: parseBody(await answer.body.text()) }, `GET ${path}`);
    }
    return createInterface({ input: answer.body });
  }

  async close(): Promise<void> {
    await this.pool.close();
  }
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Health checks and proxies answer plain text.
    return text;
  }
}
