import { createHash } from 'node:crypto';
import { Pool, ProxyAgent, type Dispatcher } from 'undici';
import type { Access } from './credentials.ts';

/** Below the API server's idle time-out (90 s) and that of most load balancers (60 s): we hang up first. */
const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * The open connections to the API server. They outlive requests and are replaced only when what they were opened with
 * (certificates, address) changes; client-node would open one per request.
 */
export class Connections {
  readonly #limit: number | null;
  #current: { readonly fingerprint: string; readonly dispatcher: Dispatcher } | undefined;

  /** @param limit most connections at once; null for as many as there are requests in flight (watches) */
  constructor(limit: number | null) {
    this.#limit = limit;
  }

  to(access: Access): Dispatcher {
    const fingerprint = fingerprintOf(access);
    if (this.#current?.fingerprint === fingerprint) return this.#current.dispatcher;
    const outdated = this.#current?.dispatcher;
    this.#current = { fingerprint, dispatcher: this.#open(access) };
    // Requests in flight end in peace on the old connections.
    outdated?.close().catch(() => undefined);
    return this.#current.dispatcher;
  }

  /** Cuts everything off. */
  async destroy(): Promise<void> {
    await this.#current?.dispatcher.destroy();
    this.#current = undefined;
  }

  #open({ server, proxyUrl, tls }: Access): Dispatcher {
    const pool = {
      connections: this.#limit,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      // Time-outs are ours, on the injected clock.
      headersTimeout: 0,
      bodyTimeout: 0,
      // Watches for hours on undici's HTTP/2 are not proven, and one lost frame would stall all of them at once.
      allowH2: false,
    };
    const connect = { ...tls, timeout: CONNECT_TIMEOUT_MS, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
    if (proxyUrl !== undefined)
      return new ProxyAgent({ ...pool, uri: proxyUrl, proxyTunnel: true, requestTls: connect });
    return new Pool(server.origin, { ...pool, connect });
  }
}

function fingerprintOf({ server, proxyUrl, tls }: Access): string {
  const parts = [server.origin, proxyUrl, tls.servername, tls.rejectUnauthorized, tls.ca, tls.cert, tls.key];
  return createHash('sha256').update(parts.map(String).join('\0')).digest('base64');
}
