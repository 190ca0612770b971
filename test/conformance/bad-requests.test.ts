import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signatureHeaders } from '../../src/simulator/http/test-signature.ts';
import { snapshotLines } from '../../src/simulator/snapshot.ts';
import { startTestBed } from './test-bed.ts';
import type { TestBed } from './test-bed.ts';

const ECS = 'AmazonEC2ContainerServiceV20141113';
const CREATE = `${ECS}.CreateCluster`;

let bed: TestBed;
let before: string;

beforeEach(async () => {
  bed = await startTestBed();
  await bed.call('CreateCluster', { clusterName: 'demo' });
  before = world();
});

afterEach(() => bed.stop());

/** All that there is in the account. */
function world(): string {
  return [...snapshotLines(bed.server.simulator.world)].join('\n');
}

interface Answer {
  readonly status: number;
  readonly code: unknown;
  readonly words: unknown;
}

async function post(
  target: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = signatureHeaders(),
) {
  const response = await fetch(bed.server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...headers },
    body,
  });
  const { __type: code, message, Message } = (await response.json()) as Record<string, unknown>;
  return { status: response.status, code, words: message ?? Message } satisfies Answer;
}

/** A request as text, signed. */
function text(target: string, body: string, length = Buffer.byteLength(body)): string {
  const headers = { host: 'x', 'x-amz-target': target, 'content-length': `${length}`, ...signatureHeaders() };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST / HTTP/1.1\r\nconnection: close\r\n${lines.join('')}\r\n${body}`;
}

interface Raw {
  readonly socket: Socket;
  /** All that came back, once the other side has ended the connection. */
  readonly received: Promise<string>;
}

/** Opens a connection of its own and says `words`. */
function raw(words: string): Raw {
  const { port } = new URL(bed.server.url);
  const socket = connect(Number(port), '127.0.0.1', () => socket.write(words));
  const received = new Promise<string>((resolve, reject) => {
    let all = '';
    socket.on('data', (chunk) => (all += chunk.toString('utf8')));
    socket.on('close', () => resolve(all));
    socket.on('error', reject);
  });
  return { socket, received };
}

describe('a bad request', () => {
  it.each([
    ['malformed JSON', CREATE, '{"clusterName":', 'SerializationException'],
    ['malformed JSON for nobody', 'Elsewhere.ListTables', '{', 'SerializationException'],
    ['no body', CREATE, '', 'SerializationException'],
    ['a list', CREATE, '[]', 'SerializationException'],
    ['a null', CREATE, 'null', 'SerializationException'],
    ['deep nesting that does not close', CREATE, '['.repeat(100_000), 'SerializationException'],
    ['another service', 'DynamoDB_20120810.ListTables', '{}', 'UnknownOperationException'],
    ['no operation', ECS, '{}', 'UnknownOperationException'],
    ['no target', '', '', 'UnknownOperationException'],
    ['an inherited name', `${ECS}.constructor`, '{}', 'UnknownOperationException'],
    ['a number for a text', CREATE, '{"clusterName":1e400}', 'SerializationException'],
    ['a NUL', CREATE, '{"clusterName":"a\\u0000"}', 'InvalidParameterException'],
    ['half a character', CREATE, '{"clusterName":"\\ud800"}', 'InvalidParameterException'],
    ['the last of two names', CREATE, '{"clusterName":"good","clusterName":"b!"}', 'InvalidParameterException'],
  ])('with %s is answered as AWS would', async (_what, target, body, code) => {
    expect(await post(target, body)).toMatchObject({ status: 400, code });
    expect(world()).toBe(before);
  });

  it('with bytes that are no UTF-8 is no JSON', async () => {
    const body = new Uint8Array(Buffer.from('{"clusterName":"a\xff"}', 'latin1'));
    expect(await post(CREATE, body)).toMatchObject({ status: 400, code: 'SerializationException' });
    expect(world()).toBe(before);
  });

  it.each([
    ['nothing', {}, 'MissingAuthenticationTokenException'],
    ['a password', { authorization: 'Basic abc' }, 'IncompleteSignatureException'],
    ['half a signature', { authorization: 'AWS4-HMAC-SHA256 Credential=a/b' }, 'IncompleteSignatureException'],
    ['a signature for another service', signatureHeaders('s3'), 'InvalidSignatureException'],
    ['a signature without a date', { ...signatureHeaders(), 'x-amz-date': '' }, 'IncompleteSignatureException'],
  ])('authorized by %s is refused', async (_what, headers: Record<string, string>, code) => {
    const answer = await post(CREATE, '{"clusterName":"other"}', headers);
    expect(answer).toEqual({ status: 400, code, words: expect.any(String) });
    expect(world()).toBe(before);
  });

  it('to the query protocol without a signature is refused in XML', async () => {
    const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
    const response = await fetch(bed.server.url, { method: 'POST', body });
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('<Type>Sender</Type><Code>MissingAuthenticationToken</Code>'),
    ]);
  });

  it.each([1_100_000, 10_000_000])('with %d bytes is refused', async (size) => {
    const answer = await post(CREATE, JSON.stringify({ clusterName: 'x'.repeat(size) }));
    expect(answer).toMatchObject({ status: 413, code: 'RequestEntityTooLargeException' });
    expect(world()).toBe(before);
  });

  it('that is no HTTP is told so', async () => {
    expect(await raw('let me in\r\n\r\n').received).toMatch(/^HTTP\/1\.1 400 /);
    expect(world()).toBe(before);
  });

  it.each([
    ['members that AWS does not know', { clusterName: 'other', colour: 'red', nested: { deep: [[[]]] } }],
    ['null for absent', { clusterName: 'other', settings: null }],
  ])('is none for %s', async (_what, input) => {
    expect((await bed.send('CreateCluster', input)).status).toBe(200);
  });

  it('is none for deep nesting where nobody looks', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    expect(await post(CREATE, `{"clusterName":"other","colour":${deep}}`)).toMatchObject({ status: 200 });
  });

  it('with a hundred thousand elements is refused', async () => {
    const services = Array.from({ length: 100_000 }, (_, index) => `s${index}`);
    const answer = await bed.send('DescribeServices', { cluster: 'demo', services });
    expect([answer.status, answer.body['__type']]).toEqual([400, 'InvalidParameterException']);
  });
});

describe('many clients', () => {
  it('that hang up in the middle change nothing and leave the server well', async () => {
    const half = text(CREATE, '{"clusterName":"half"', 100);
    const clients = Array.from({ length: 100 }, () => raw(half));
    await Promise.all(clients.map(({ socket }) => new Promise((resolve) => socket.once('ready', resolve))));
    await bed.call('ListClusters', {});
    for (const { socket } of clients) socket.destroy();
    await Promise.all(clients.map(({ received }) => received));
    await bed.call('ListClusters', {});
    expect(world()).toBe(before);
  });

  it('of a thousand connections at once are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, () => raw(text(`${ECS}.ListClusters`, '{}')).received),
    );
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 200 '))).toHaveLength(1_000);
  });

  it('that never come to an end do not hold up the others', async () => {
    const slow = Array.from({ length: 500 }, () => raw(text(CREATE, '{', 100)));
    await Promise.all(slow.map(({ socket }) => new Promise((resolve) => socket.once('ready', resolve))));
    for (const { socket } of slow) socket.write(' ');
    expect(await raw(text(`${ECS}.ListClusters`, '{}')).received).toMatch(/^HTTP\/1\.1 200 /);
    expect(world()).toBe(before);
    await bed.stop();
    const ends = await Promise.all(slow.map(({ received }) => received.catch(() => '')));
    expect(new Set(ends)).toEqual(new Set(['']));
    bed = await startTestBed();
  });
});
