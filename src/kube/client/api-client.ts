import type { KubeConfig } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../runtime/clock.ts';
import { withDeadline } from '../../runtime/deadline.ts';
import { UnauthorizedError } from '../errors.ts';
import { errorOfAnswer } from './answers.ts';
import { Connections } from './connections.ts';
import { Credentials, type Access } from './credentials.ts';
import { asRequestFailure } from './failures.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As {@link resourcePath} makes it, without the query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `application/json` when absent. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
  /** Wall-clock milliseconds until the answer must be complete; {@link ApiClientOptions.timeoutMs} when absent. */
  readonly timeoutMs?: number;
}

export interface ApiClientOptions {
  /** Reads the kubeconfig: see {@link loadKubeconfig}. Called again when the API server refuses the credentials. */
  readonly kubeconfig: () => KubeConfig;
  readonly wall: Clock;
  readonly userAgent: string;
  /** Most connections at once for requests; watches have their own. 8 when absent. */
  readonly connections?: number;
  /** 30 s when absent. */
  readonly timeoutMs?: number;
  /** Told of every answer, for `rest_client_requests_total`; `code` is `<error>` when there was none. */
  readonly onRequest?: (request: { readonly method: string; readonly host: string; readonly code: string }) => void;
}

/** Requests to one API server over a few keep-alive connections. */
export class ApiClient {
  readonly #credentials: Credentials;
  readonly #requests: Connections;
  readonly #streams = new Connections(null);
  readonly #options: ApiClientOptions;

  /** @throws {KubeconfigError} */
  constructor(options: ApiClientOptions) {
    this.#options = options;
    this.#credentials = new Credentials(options.kubeconfig, options.wall);
    this.#requests = new Connections(options.connections ?? 8);
  }

  /**
   * One request; the answer's JSON. Nothing is repeated but once after 401, with credentials read anew.
   *
   * @throws {ApiError} and its kin, {@link ConflictError}, {@link NotFoundError} as the API server answers
   * @throws {ConnectionError} when no whole answer came in time
   */
  async request<T>(request: ApiRequest): Promise<T> {
    return this.#inTime(request, async (signal) => {
      const answer = await this.#authorized((access) => this.#send(this.#requests, access, request, signal));
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw errorOf(answer, text);
      return JSON.parse(text) as T;
    });
  }

  /**
   * One request whose answer is read as it comes, on a connection of its own. Only the head of the answer has a
   * time-out; `request.signal` ends the stream. Errors as {@link request}.
   */
  async stream(request: ApiRequest & { readonly signal: AbortSignal }): Promise<AsyncIterable<Buffer>> {
    return this.#inTime(request, async (deadline) => {
      const head = new AbortController();
      deadline.addEventListener('abort', () => head.abort(deadline.reason), { once: true });
      const signal = AbortSignal.any([request.signal, head.signal]);
      const answer = await this.#authorized((access) => this.#send(this.#streams, access, request, signal));
      if (answer.statusCode >= 300) throw errorOf(answer, await answer.body.text());
      return answer.body as AsyncIterable<Buffer>;
    });
  }

  /** Cuts off what is in flight. */
  async close(): Promise<void> {
    await Promise.all([this.#requests.destroy(), this.#streams.destroy()]);
  }

  async #inTime<T>(request: ApiRequest, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ms = request.timeoutMs ?? this.#options.timeoutMs ?? 30_000;
    const what = `${request.method} ${request.path}`;
    const { signal } = request;
    try {
      return await withDeadline({ clock: this.#options.wall, ms, what, ...(signal && { signal }) }, run);
    } catch (error) {
      throw asRequestFailure(error, signal);
    }
  }

  async #authorized(send: (access: Access) => Promise<Dispatcher.ResponseData>): Promise<Dispatcher.ResponseData> {
    const access = await this.#access(() => this.#credentials.current());
    const answer = await send(access);
    if (answer.statusCode !== 401) return answer;
    await answer.body.dump();
    const renewed = await this.#access(() => this.#credentials.refresh(access));
    return send(renewed);
  }

  /** A failing exec plugin or an unreadable token heals without a restart: it is as if the credentials were refused. */
  async #access(read: () => Promise<Access>): Promise<Access> {
    try {
      return await read();
    } catch (error) {
      const reason = error instanceof Error ? error.message.trim() : String(error);
      throw new UnauthorizedError(401, 'Unauthorized', `no credentials: ${reason}`);
    }
  }

  async #send(
    connections: Connections,
    access: Access,
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const { server, headers } = access;
    const told = (code: string): void => this.#options.onRequest?.({ method: request.method, host: server.host, code });
    const options = {
      origin: server.origin,
      method: request.method,
      path: `${server.pathname.replace(/\/$/, '')}${request.path}${queryString(request.query)}`,
      headers: {
        accept: 'application/json',
        'user-agent': this.#options.userAgent,
        ...contentType(request),
        ...headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal,
    };
    try {
      const answer = await connections.to(access).request(options);
      told(String(answer.statusCode));
      return answer;
    } catch (error) {
      told('<error>');
      throw error;
    }
  }
}

function contentType(request: ApiRequest): Record<string, string> {
  return request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' };
}

function queryString(query: ApiRequest['query'] = {}): string {
  const present = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) present.set(key, String(value));
  return present.size === 0 ? '' : `?${present.toString()}`;
}

function errorOf(answer: Dispatcher.ResponseData, text: string): Error {
  const retryAfter = answer.headers['retry-after'];
  return errorOfAnswer(answer.statusCode, text, typeof retryAfter === 'string' ? retryAfter : undefined);
}
