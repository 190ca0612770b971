import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestBed } from './test-bed.ts';
import type { TestBed } from './test-bed.ts';

const ECS = 'AmazonEC2ContainerServiceV20141113';

let bed: TestBed;
let before: string;

beforeEach(async () => {
  bed = await startTestBed();
  await bed.call('CreateCluster', { clusterName: 'demo' });
  before = bed.server.simulator.dump();
});

afterEach(() => bed.stop());

async function post(target: string, body: string, headers: Record<string, string> = {}): Promise<[number, unknown]> {
  const response = await fetch(bed.server.url, {
    method: 'POST',
    headers: { 'x-amz-target': target, ...headers },
    body,
  });
  const { __type: code } = (await response.json()) as { __type: unknown };
  return [response.status, code];
}

/** Sends text over a connection of its own; gives all that comes back until the other side ends, or `hangUp` is told. */
function raw(text: string, hangUp = false): Promise<string> {
  const { port } = new URL(bed.server.url);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(text, () => hangUp && socket.destroy());
    });
    socket.on('data', (chunk) => (received += chunk.toString('utf8')));
    socket.on('close', () => resolve(received));
    socket.on('error', (error) => (hangUp ? resolve(received) : reject(error)));
  });
}

describe('a bad request', () => {
  it.each([
    ['malformed JSON', `${ECS}.CreateCluster`, '{"clusterName":', 'SerializationException'],
    ['no body', `${ECS}.CreateCluster`, '', 'SerializationException'],
    ['a list', `${ECS}.CreateCluster`, '[]', 'SerializationException'],
    ['deep nesting', `${ECS}.CreateCluster`, '['.repeat(100_000), 'SerializationException'],
    ['another service', 'DynamoDB_20120810.ListTables', '{}', 'UnknownOperationException'],
    ['no operation', ECS, '{}', 'UnknownOperationException'],
    ['an inherited name', `${ECS}.constructor`, '{}', 'UnknownOperationException'],
    ['a number for a text', `${ECS}.CreateCluster`, '{"clusterName":1e400}', 'SerializationException'],
  ])('with %s is answered as AWS would', async (_what, target, body, code) => {
    expect(await post(target, body)).toEqual([400, code]);
    expect(bed.server.simulator.dump()).toBe(before);
  });

  it.each(['Basic abc', 'AWS4-HMAC-SHA256 Credential=a/b'])('authorized by %j is refused', async (authorization) => {
    const answer = await post(`${ECS}.CreateCluster`, '{"clusterName":"other"}', { authorization });
    expect(answer).toEqual([400, 'IncompleteSignatureException']);
    expect(bed.server.simulator.dump()).toBe(before);
  });

  it('with more than a megabyte is refused', async () => {
    const body = JSON.stringify({ clusterName: 'x'.repeat(1_100_000) });
    expect(await post(`${ECS}.CreateCluster`, body)).toEqual([413, 'RequestEntityTooLargeException']);
    expect(bed.server.simulator.dump()).toBe(before);
  });
});

describe('many clients', () => {
  it('that hang up in the middle change nothing and leave the server well', async () => {
    const head = `POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: ${ECS}.CreateCluster\r\ncontent-length: 100\r\n\r\n{"clus`;
    await Promise.all(Array.from({ length: 50 }, () => raw(head, true)));
    expect(bed.server.simulator.dump()).toBe(before);
    expect((await bed.send('ListClusters', {})).status).toBe(200);
  });

  it('of five hundred connections at once are all answered', async () => {
    const request = `POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: ${ECS}.ListClusters\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`;
    const answers = await Promise.all(Array.from({ length: 500 }, () => raw(request)));
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 200 '))).toHaveLength(500);
  });
});
