import { isUtf8 } from 'node:buffer';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { DumpTooLarge } from '../account-dump.ts';
import { createSimulator } from '../simulator.ts';
import type { Simulator, SimulatorOptions } from '../simulator.ts';
import { answerAdminRequest } from './admin.ts';
import type { ClockControl } from './admin.ts';
import { answerAwsRequest, tooLarge } from './aws-front.ts';
import type { NoAnswer, WireAnswer, WireRequest } from './wire.ts';

/** UNKNOWN: where AWS's JSON front draws the line; PutMetricData's is one megabyte (documented). */
const MOST_BYTES = 1_048_576;
/** What is sent beyond this is not even read any more: the connection is cut. */
const MOST_BYTES_READ = 64 * MOST_BYTES;
/** Connections that may wait to be accepted: more than Node's 511, so that a thousand clients can come at once. */
const BACKLOG = 4_096;

export interface SimulatorServerOptions extends SimulatorOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** 127.0.0.1 when absent: the admin API has no authentication. */
  readonly host?: string | undefined;
  /** A dump to begin with, as text or by lines. */
  readonly dump?: string | Iterable<string> | undefined;
  /** What `/_sim/clock` may tell and do beyond reading the time. */
  readonly clockControl?: ClockControl | undefined;
}

export interface SimulatorServer {
  /** For `AWS_ENDPOINT_URL`, without a slash at the end. */
  readonly url: string;
  readonly simulator: Simulator;
  /** Stops the background work and closes all connections. */
  stop(): Promise<void>;
}

/**
 * Starts a simulator behind HTTP, its background work running.
 *
 * @throws Error when the port is taken, DumpRefused
 */
export async function startSimulatorServer(options: SimulatorServerOptions): Promise<SimulatorServer> {
  const simulator = createSimulator(options);
  if (options.dump !== undefined) simulator.restore(options.dump);
  const control = options.clockControl ?? {};
  const server = createServer((request, response) => void serve(simulator, control, request, response));
  // The SDKs keep connections open and re-use them; one that closes while a call is on its way is an error for them.
  server.keepAliveTimeout = 0;
  await listen(server, options.port, options.host ?? '127.0.0.1');
  simulator.start();
  const { address, port } = server.address() as AddressInfo;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    simulator,
    stop: () => stop(server, simulator),
  };
}

async function serve(
  simulator: Simulator,
  control: ClockControl,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const request = await readRequest(message);
    if (request === 'gone') return;
    if (request === 'too large') return send(response, tooLarge(simulator));
    const isAdmin = isAdminPath(request.path);
    send(response, isAdmin ? answerAdminRequest(simulator, control, request) : answerAwsRequest(simulator, request));
  } catch (error) {
    if (error instanceof DumpTooLarge) return refuseDump(response, error);
    // A bug of the simulator must not look like an answer of AWS.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    response.writeHead(599, { 'content-type': 'text/plain' }).end(`the simulator failed: ${text}\n`);
  }
}

function refuseDump(response: ServerResponse, { message }: DumpTooLarge): void {
  const body = `${JSON.stringify({ error: message })}\n`;
  send(response, { status: 400, headers: { 'content-type': 'application/json' }, body, delayMs: 0 });
}

/** `gone`: the client hung up before it had said everything, or would not come to an end; nothing is done then. */
async function readRequest(message: IncomingMessage): Promise<WireRequest | 'gone' | 'too large'> {
  const path = (message.url ?? '/').replace(/[?#].*$/s, '');
  // A dumped world that is restored may be as large as it is.
  const most = isAdminPath(path) ? Number.POSITIVE_INFINITY : MOST_BYTES;
  const sent = await readBody(message, most);
  if (typeof sent === 'string') return sent;
  const body = message.headers['content-encoding'] === 'gzip' ? unzipped(sent) : sent;
  // What is no UTF-8 is no JSON either, and must not become some by a character in the place of a byte.
  const text = isUtf8(body) ? body.toString('utf8') : '\uFFFD';
  return { method: message.method ?? '', path, headers: message.headers, body: text, bytes: body };
}

/** SDKs compress large PutMetricData; what is no gzip stays as it is, and is no body that a protocol reads. */
function unzipped(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: MOST_BYTES });
  } catch {
    return body;
  }
}

async function readBody(message: IncomingMessage, most: number): Promise<Buffer | 'gone' | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      size += (chunk as Buffer).length;
      // Read on but not kept: a client that is still writing does not read an answer.
      if (size <= most) chunks.push(chunk as Buffer);
      else if (size > MOST_BYTES_READ) return 'gone';
    }
  } catch {
    return 'gone';
  }
  return size > most ? 'too large' : Buffer.concat(chunks);
}

function isAdminPath(path: string): boolean {
  return path === '/_sim' || path.startsWith('/_sim/');
}

function send(response: ServerResponse, answer: WireAnswer | NoAnswer): void {
  if ('cutAfterMs' in answer) {
    if (answer.cutAfterMs !== undefined) setTimeout(() => response.destroy(), answer.cutAfterMs).unref();
    return;
  }
  const write = (): void => void response.writeHead(answer.status, answer.headers).end(answer.bytes ?? answer.body);
  if (answer.delayMs > 0) setTimeout(write, answer.delayMs).unref();
  else write();
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => resolve());
  });
}

function stop(server: Server, simulator: Simulator): Promise<void> {
  simulator.stop();
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
