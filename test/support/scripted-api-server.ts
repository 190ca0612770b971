import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { KubeConfig } from '@kubernetes/client-node';
import type { KubeObject } from '../../src/kube/object.ts';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** What the server does with one request; anything it does not answer stays without an answer. */
export type Script = (request: ReceivedRequest, response: ServerResponse) => void;

/** A watch that a client has open, played by the test. */
export class ScriptedWatch {
  readonly request: ReceivedRequest;
  readonly #response: ServerResponse;
  closed = false;

  constructor(request: ReceivedRequest, response: ServerResponse) {
    this.request = request;
    this.#response = response;
    response.on('close', () => (this.closed = true));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
  }

  send(type: string, object: unknown): void {
    this.raw(`${JSON.stringify({ type, object })}\n`);
  }

  raw(bytes: string | Buffer): void {
    this.#response.write(bytes);
  }

  end(): void {
    this.#response.end();
  }

  /** The connection breaks. */
  destroy(): void {
    this.#response.destroy();
  }
}

/**
 * An API server on loopback that plays what a test tells it: `objects` is what a list shows; every watch is put into
 * `watches` for the test to play; `next` answers the next list or watch otherwise, once.
 */
export class ScriptedApiServer {
  readonly requests: ReceivedRequest[] = [];
  readonly watches: ScriptedWatch[] = [];
  objects: KubeObject[] = [];
  resourceVersion = '1';
  /** Connections ever opened. */
  connections = 0;
  readonly #server: Server;
  readonly #scripts: { list: Script[]; watch: Script[]; other: Script[] } = { list: [], watch: [], other: [] };

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    this.#server.on('connection', () => (this.connections += 1));
  }

  static async start(): Promise<ScriptedApiServer> {
    const scripted = new ScriptedApiServer();
    scripted.#server.listen(0, '127.0.0.1');
    await once(scripted.#server, 'listening');
    return scripted;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get lists(): ReceivedRequest[] {
    return this.requests.filter(({ method, query }) => method === 'GET' && !query.has('watch'));
  }

  get openWatches(): number {
    return this.watches.filter(({ closed }) => !closed).length;
  }

  kubeconfig(user: { token?: string; exec?: unknown } = {}): KubeConfig {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      { name: 'scripted', server: this.url, skipTLSVerify: true },
      { name: 'user', ...user },
    );
    return config;
  }

  /** Plays `scripts` for the next requests of that sort, one each. `other` is everything but lists and watches. */
  next(sort: 'list' | 'watch' | 'other', ...scripts: Script[]): void {
    this.#scripts[sort].push(...scripts);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(raw.url ?? '/', this.url);
    const body = await text(raw);
    const request: ReceivedRequest = {
      method: raw.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: raw.headers,
      body: body === '' ? undefined : JSON.parse(body),
    };
    this.requests.push(request);
    this.#play(request, response);
  }

  #play(request: ReceivedRequest, response: ServerResponse): void {
    const sort = request.method !== 'GET' ? 'other' : request.query.has('watch') ? 'watch' : 'list';
    const script = this.#scripts[sort].shift();
    if (script !== undefined) script(request, response);
    else if (sort === 'watch') this.watches.push(new ScriptedWatch(request, response));
    else answerJson(200, this.#page(request))(request, response);
  }

  /** Page tokens are offsets. */
  #page({ query }: ReceivedRequest): unknown {
    const from = Number(query.get('continue') ?? 0);
    const to = from + Number(query.get('limit') ?? this.objects.length);
    const more = to < this.objects.length ? { continue: String(to) } : {};
    return {
      kind: 'List',
      metadata: { resourceVersion: this.resourceVersion, ...more },
      items: this.objects.slice(from, to),
    };
  }
}

export function answerJson(status: number, body: unknown, headers: Record<string, string> = {}): Script {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** A refusal as the API server words it. */
export function answerStatus(code: number, reason: string, headers: Record<string, string> = {}): Script {
  return answerJson(code, { kind: 'Status', status: 'Failure', code, reason, message: `refused: ${reason}` }, headers);
}

export const answerHtml: Script = (_request, response) => {
  response.writeHead(502, { 'content-type': 'text/html' });
  response.end('<html>\n<h1>Bad Gateway</h1></html>');
};

/** The connection breaks before there is an answer. */
export const hangUp: Script = (_request, response) => {
  response.destroy();
};

/** No answer, ever. */
export const stayMute: Script = () => undefined;

/** A 200 whose body is no JSON. */
export const answerGarbage: Script = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"items": [');
};
