/**
 * `/healthz`, `/livez`, `/readyz` and `/metrics` over HTTP. Health answers are plain text as Kubernetes components
 * give it: a line per named check, then the verdict; 503 when a check fails.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** Says why something is not well; undefined when it is. */
export type Check = () => string | undefined;

export interface HealthServerOptions {
  /** All addresses when absent. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly registry: Registry;
  /** Failing ones make Kubernetes restart the process: only for what a restart mends. */
  readonly live: Readonly<Record<string, Check>>;
  readonly ready: Readonly<Record<string, Check>>;
}

/** A part of the manager: {@link HealthServer.start} and {@link HealthServer.stop} are called by it. */
export class HealthServer {
  readonly name = 'health server';
  readonly #options: HealthServerOptions;
  readonly #server: Server;

  constructor(options: HealthServerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Resolves when the server listens; rejects when it cannot. Later errors of the server go to `fail`. */
  async start({ fail }: { readonly fail: (error: Error) => void }): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.port, this.#options.host, () => {
        this.#server.off('error', reject);
        this.#server.on('error', fail);
        resolve();
      });
    });
  }

  /** The port it listens on, once started. */
  get port(): number {
    return addressOf(this.#server).port;
  }

  /** Lets answers under way be sent, then closes. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = Promise.withResolvers<void>();
    this.#server.close(() => closed.resolve());
    this.#server.closeIdleConnections();
    await closed.promise;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Without this a scraper's kept-alive connection would hold up `stop` until it times out.
    response.setHeader('connection', 'close');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        return report(response, 'healthz', this.#options.live);
      case '/livez':
        return report(response, 'livez', this.#options.live);
      case '/readyz':
        return report(response, 'readyz', this.#options.ready);
      case '/metrics':
        return this.#sendMetrics(response);
      default:
        response.writeHead(404).end();
    }
  }

  async #sendMetrics(response: ServerResponse): Promise<void> {
    const { registry } = this.#options;
    try {
      const body = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(body);
    } catch (error) {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`${messageOf(error)}\n`);
    }
  }
}

function report(response: ServerResponse, name: string, checks: Readonly<Record<string, Check>>): void {
  const results = Object.entries(checks).map(([check, run]) => ({ check, reason: outcome(run) }));
  const well = results.every(({ reason }) => reason === undefined);
  const lines = results.map(({ check, reason }) =>
    reason === undefined ? `[+]${check} ok` : `[-]${check} failed: ${reason}`,
  );
  lines.push(`${name} check ${well ? 'passed' : 'failed'}`, '');
  response
    .writeHead(well ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(lines.join('\n'));
}

/** A check that throws has failed; it must not take the server down. */
function outcome(check: Check): string | undefined {
  try {
    return check();
  } catch (error) {
    return messageOf(error);
  }
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
