import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answerJson, answerStatus, ScriptedApiServer } from '../../../test/support/scripted-api-server.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import type { LeaseClient, LeaseRecord } from '../../runtime/lease.ts';
import { ConflictError } from '../port.ts';
import { ApiClient } from './api-client.ts';
import { leaseClient } from './lease-client.ts';

const record: LeaseRecord = {
  holderIdentity: 'pod-1',
  leaseDurationSeconds: 15,
  acquireTime: '2026-01-01T00:00:00.000000Z',
  renewTime: '2026-01-01T00:00:02.000000Z',
  leaseTransitions: 3,
};
const { signal } = new AbortController();

let server: ScriptedApiServer;
let client: ApiClient;
let lease: LeaseClient;

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  client = new ApiClient({ kubeconfig: () => server.kubeconfig(), wall: new ManualClock(), userAgent: 'test' });
  lease = leaseClient(client, { namespace: 'operators', name: 'ecs-operator' });
});

afterEach(async () => {
  await client.close();
  await server.stop();
});

const answer = (spec: unknown): ReturnType<typeof answerJson> =>
  answerJson(200, { metadata: { resourceVersion: '9' }, spec });

describe('leaseClient', () => {
  it('reads the lease', async () => {
    server.next('list', answer(record));
    expect(await lease.get(signal)).toEqual({ record, resourceVersion: '9' });
    expect(server.requests[0]?.path).toBe('/apis/coordination.k8s.io/v1/namespaces/operators/leases/ecs-operator');
  });

  it('answers undefined where there is none', async () => {
    server.next('list', answerStatus(404, 'NotFound'));
    expect(await lease.get(signal)).toBeUndefined();
  });

  it('reads what another holder left out as nobody, at once', async () => {
    server.next('list', answer(undefined));
    const empty = { holderIdentity: '', leaseDurationSeconds: 0, acquireTime: '', renewTime: '', leaseTransitions: 0 };
    expect(await lease.get(signal)).toEqual({ record: empty, resourceVersion: '9' });
  });

  it('creates it', async () => {
    server.next('other', answer(record));
    await lease.create(record, signal);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/apis/coordination.k8s.io/v1/namespaces/operators/leases',
      body: { kind: 'Lease', metadata: { namespace: 'operators', name: 'ecs-operator' }, spec: record },
    });
  });

  it('updates the version that was read, and only that', async () => {
    server.next('other', answer(record), answerStatus(409, 'Conflict'));
    await lease.update(record, '8', signal);
    expect(server.requests[0]).toMatchObject({ method: 'PUT', body: { metadata: { resourceVersion: '8' } } });
    await expect(lease.update(record, '8', signal)).rejects.toThrow(ConflictError);
  });

  it('hands it over without a holder, for an empty one is refused', async () => {
    server.next('other', answer({}));
    await lease.update({ ...record, holderIdentity: '' }, '8', signal);
    expect(server.requests[0]?.body).toMatchObject({ spec: { leaseDurationSeconds: 15 } });
    expect(JSON.stringify(server.requests[0]?.body)).not.toContain('holderIdentity');
  });
});
