import { ManualClock } from '../../src/runtime/manual-clock.ts';
import { signingName } from '../../src/simulator/http/authorization.ts';
import { signatureHeaders } from '../../src/simulator/http/test-signature.ts';
import { startSimulatorServer } from '../../src/simulator/http/server.ts';
import type { SimulatorServer } from '../../src/simulator/http/server.ts';
import type { Json, ServiceName } from '../../src/simulator/operation.ts';
import { registry } from '../../src/simulator/registry.ts';
import { queryAnswer, queryForm } from './query-wire.ts';

/** An answer as it came over the wire. */
export interface WireResult {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A fresh simulator behind HTTP, on a clock that stands still until it is moved. */
export interface TestBed {
  readonly clock: ManualClock;
  readonly server: SimulatorServer;
  /** Sends a call in the raw wire format; ECS unless `service` says otherwise. */
  send(operation: string, input: unknown, service?: ServiceName): Promise<WireResult>;
  /** As {@link send}, for a set-up: @throws Error when the answer is not 200. */
  call(operation: string, input: unknown, service?: ServiceName): Promise<Json>;
  /** Moves the clock, and with it everything that takes time. */
  advance(seconds: number): void;
  /** Calls the admin API: `admin('POST', '/_sim/faults', {...})`. @throws Error when the answer is not 200. */
  admin(method: string, path: string, body?: unknown): Promise<Json>;
  stop(): Promise<void>;
}

/** Starts a test bed: account 111122223333, us-east-1, 2026-09-16T18:38:24.292Z, request limits off. */
export async function startTestBed(seed = 1): Promise<TestBed> {
  const clock = new ManualClock(Date.parse('2026-09-16T18:38:24.292Z'));
  const server = await startSimulatorServer({
    port: 0,
    clock,
    seed,
    clockControl: { advance: (ms) => clock.advance(ms) },
  });
  const send: TestBed['send'] = (operation, input, service = 'ecs') => post(server.url, service, operation, input);
  return {
    clock,
    server,
    send,
    call: async (operation, input, service) => succeed(operation, await send(operation, input, service)),
    advance: (seconds) => clock.advance(seconds * 1000),
    admin: async (method, path, body) =>
      succeed(path, await request(`${server.url}${path}`, { method, ...jsonBody(body) })),
    stop: () => server.stop(),
  };
}

/** A generator of numbers in [0, 1) that gives the same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function post(url: string, service: ServiceName, operation: string, input: unknown): Promise<WireResult> {
  const { targetPrefix } = registry[service];
  const signature = signatureHeaders(signingName(service));
  if (targetPrefix === undefined) return postForm(url, service, operation, input as Json, signature);
  return request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${targetPrefix}.${operation}`,
      ...signature,
    },
    body: JSON.stringify(input),
  });
}

/** To services that speak the query protocol alone. */
async function postForm(
  url: string,
  service: ServiceName,
  operation: string,
  input: Json,
  signature: Record<string, string>,
): Promise<WireResult> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...signature };
  const response = await fetch(url, { method: 'POST', headers, body: queryForm(service, operation, input) });
  const body = queryAnswer(service, operation, await response.text());
  return { status: response.status, headers: response.headers, body };
}

async function request(url: string, init: RequestInit): Promise<WireResult> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) as Json };
}

function jsonBody(body: unknown): RequestInit {
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

function succeed(what: string, { status, body }: WireResult): Json {
  if (status !== 200) throw new Error(`${what} answered ${status} ${JSON.stringify(body)}`);
  return body;
}
