import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Clock } from '../../runtime/clock.ts';

/** What a connection needs; a change of it means new connections. */
export interface TlsOptions {
  readonly ca?: RequestOptions['ca'];
  readonly cert?: RequestOptions['cert'];
  readonly key?: RequestOptions['key'];
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

export interface Access {
  /** The API server's address; a path in it is a prefix of every request. */
  readonly server: URL;
  /** An http or https proxy on the way, from the kubeconfig. */
  readonly proxyUrl: string | undefined;
  readonly tls: TlsOptions;
  /** Authorization, impersonation. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * How long what was read is believed: token files and client certificates are rotated under us. client-go reads them
 * every minute too.
 */
const BELIEVED_MS = 60_000;

/**
 * The credentials of a kubeconfig (exec plugins, token files, client certificates, all by client-node), read at most
 * once a minute and whenever the API server refuses them.
 */
export class Credentials {
  readonly #load: () => KubeConfig;
  readonly #wall: Clock;
  /** Kept while it works, for the exec plugin's own cache lives in it. */
  #config: KubeConfig | undefined;
  #access: Promise<Access> | undefined;
  #newest: Access | undefined;
  #refused: Access | undefined;
  #readAt = 0;

  /** @param load reads the kubeconfig anew, so that a file replaced on disk counts */
  constructor(load: () => KubeConfig, wall: Clock) {
    this.#load = load;
    this.#wall = wall;
    this.#config = load();
  }

  /** Fails as the exec plugin or the token file does. */
  current(): Promise<Access> {
    const believed = this.#wall.now() - this.#readAt <= BELIEVED_MS;
    return this.#access !== undefined && believed ? this.#access : this.#read();
  }

  /** Reads anew because `refused` was refused. Many requests refused together make one reading. */
  async refresh(refused: Access): Promise<Access> {
    if (refused !== this.#newest || refused === this.#refused) return this.current();
    this.#refused = refused;
    this.#config = undefined;
    return this.#read();
  }

  #read(): Promise<Access> {
    const reading = this.#readNow();
    this.#access = reading;
    this.#readAt = this.#wall.now();
    return reading;
  }

  async #readNow(): Promise<Access> {
    try {
      this.#config ??= this.#load();
      this.#newest = await readAccess(this.#config);
      return this.#newest;
    } catch (error) {
      // A failure is not kept: the next request asks again, and the kubeconfig may be a better one by then.
      this.#access = undefined;
      this.#config = undefined;
      throw error;
    }
  }
}

async function readAccess(config: KubeConfig): Promise<Access> {
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error('the kubeconfig names no cluster');
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return {
    server: new URL(cluster.server),
    proxyUrl: cluster.proxyUrl,
    tls: tlsOptions(options),
    headers: headers(options),
  };
}

function tlsOptions(options: RequestOptions): TlsOptions {
  return {
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.cert === undefined ? {} : { cert: options.cert }),
    ...(options.key === undefined ? {} : { key: options.key }),
    ...(options.servername === undefined ? {} : { servername: options.servername }),
    ...(options.rejectUnauthorized === undefined ? {} : { rejectUnauthorized: options.rejectUnauthorized }),
  };
}

function headers(options: RequestOptions): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    // Token files end in a newline more often than not, and a header must not.
    if (value !== undefined) found[name.toLowerCase()] = String(value).trim();
  }
  if (typeof options.auth === 'string')
    found['authorization'] = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  return found;
}
