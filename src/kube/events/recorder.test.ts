import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  answerStatus,
  hangUp,
  ScriptedApiServer,
  stayMute,
  type ReceivedRequest,
} from '../../../test/support/scripted-api-server.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { ManualClock } from '../../runtime/manual-clock.ts';
import { ApiClient } from '../client/api-client.ts';
import type { KubeObject, ResourceType } from '../object.ts';
import type { EventNote } from '../port.ts';
import { eventBody, eventName } from './event-body.ts';
import { EventRecorder } from './recorder.ts';

const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
const reporter = { component: 'ecs-operator', instance: 'pod-1' };
const deployed: EventNote = { type: 'Normal', reason: 'Deployed', message: 'it runs' };

function widget(name: string, namespace = 'ns'): KubeObject {
  return {
    apiVersion: 'example.dev/v1',
    kind: 'Widget',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      resourceVersion: '7',
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: {},
  };
}

let server: ScriptedApiServer;
let wall: ManualClock;
let client: ApiClient;
let recorder: EventRecorder;
let dropped: string[];

function open(queueLimit = 1_000): void {
  recorder = new EventRecorder({ client, wall, reporter, queueLimit, onDropped: (why) => dropped.push(why) });
}

beforeEach(async () => {
  server = await ScriptedApiServer.start();
  wall = new ManualClock(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
  client = new ApiClient({ kubeconfig: () => server.kubeconfig(), wall, userAgent: 'test' });
  dropped = [];
  open();
});

afterEach(async () => {
  const stopping = recorder.stop(0);
  await wall.advanceAsync(0);
  await stopping;
  await client.close();
  await server.stop();
});

async function sent(n: number): Promise<ReceivedRequest[]> {
  await waitFor(`${n} requests`, () => server.requests.length >= n, Boolean, 4_000);
  return server.requests;
}

describe('one event', () => {
  it('is a core/v1 Event about the object', async () => {
    recorder.record(WIDGET, widget('a'), deployed);
    const [request] = await sent(1);
    expect(request).toMatchObject({ method: 'POST', path: '/api/v1/namespaces/ns/events' });
    expect(request?.body).toEqual({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: expect.stringMatching(/^a\.[0-9a-f]{16}$/), namespace: 'ns' },
      involvedObject: {
        apiVersion: 'example.dev/v1',
        kind: 'Widget',
        name: 'a',
        namespace: 'ns',
        uid: 'uid-a',
        resourceVersion: '7',
      },
      type: 'Normal',
      reason: 'Deployed',
      message: 'it runs',
      source: { component: 'ecs-operator' },
      reportingComponent: 'ecs-operator',
      reportingInstance: 'pod-1',
      firstTimestamp: '2026-01-02T03:04:05Z',
      lastTimestamp: '2026-01-02T03:04:05Z',
      count: 1,
    });
  });

  it('about an object without a namespace lives in default', async () => {
    recorder.record(WIDGET, widget('a', ''), deployed);
    expect((await sent(1))[0]?.path).toBe('/api/v1/namespaces/default/events');
  });

  it('keeps within the lengths that the API server allows', () => {
    const object = widget('n'.repeat(253));
    const note = { ...deployed, message: 'm'.repeat(5_000) };
    const body = eventBody({ type: WIDGET, object, note, firstAt: 0, lastAt: 0, count: 1 }, reporter);
    expect(eventName(object, note, 0)).toHaveLength(253);
    expect((body as { message: string }).message).toHaveLength(1_024);
  });
});

describe('repeats', () => {
  it('raise the count of the event that is there', async () => {
    recorder.record(WIDGET, widget('a'), deployed);
    const { metadata } = (await sent(1))[0]!.body as { metadata: { name: string } };
    await waitForIdle();
    await wall.advanceAsync(60_000);
    recorder.record(WIDGET, widget('a'), deployed);
    const [, second] = await sent(2);
    expect(second).toMatchObject({
      method: 'PATCH',
      path: `/api/v1/namespaces/ns/events/${metadata.name}`,
      body: { count: 2, lastTimestamp: '2026-01-02T03:05:05Z' },
    });
  });

  it('that come faster than they can be sent make one request', async () => {
    server.next('other', stayMute);
    recorder.record(WIDGET, widget('busy'), deployed);
    await sent(1);
    for (let n = 0; n < 10; n += 1) recorder.record(WIDGET, widget('a'), deployed);
    await wall.advanceAsync(10_000);
    await waitForIdle();
    const about = server.requests.map(({ body }) => body as { involvedObject: { name: string }; count: number });
    expect(about.filter(({ involvedObject }) => involvedObject.name === 'a').map(({ count }) => count)).toEqual([10]);
  });

  it('make a new event when the old one has expired', async () => {
    recorder.record(WIDGET, widget('a'), deployed);
    await waitForIdle();
    server.next('other', answerStatus(404, 'NotFound'));
    recorder.record(WIDGET, widget('a'), deployed);
    await sent(3);
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'POST']);
    await waitForIdle();
    await wall.advanceAsync(3_600_000);
    recorder.record(WIDGET, widget('a'), deployed);
    await sent(4);
    expect(server.requests[3]).toMatchObject({ method: 'POST', body: { count: 1 } });
  });

  it.each([
    ['object', widget('b'), deployed],
    ['reason', widget('a'), { ...deployed, reason: 'Progressing' }],
    ['message', widget('a'), { ...deployed, message: 'other' }],
    ['type', widget('a'), { ...deployed, type: 'Warning' as const }],
  ])('with another %s are no repeats', async (_what, object, note) => {
    recorder.record(WIDGET, widget('a'), deployed);
    recorder.record(WIDGET, object, note);
    await sent(2);
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });
});

describe('limits', () => {
  it('25 events about one object at once, then one every five minutes; others are not held up', async () => {
    const restless = (n: number): void =>
      recorder.record(WIDGET, widget('a'), { ...deployed, message: `attempt ${n}` });
    for (let n = 1; n <= 40; n += 1) restless(n);
    recorder.record(WIDGET, widget('b'), deployed);
    await waitForIdle();
    expect(server.requests).toHaveLength(26);
    await wall.advanceAsync(300_000);
    restless(41);
    restless(42);
    await waitForIdle();
    expect(server.requests).toHaveLength(27);
  });

  it('a full queue drops what is new', async () => {
    server.next('other', stayMute);
    open(2);
    for (const name of ['a', 'b', 'c', 'd']) recorder.record(WIDGET, widget(name), deployed);
    expect(dropped).toEqual(['full']);
    await sent(1);
  });
});

describe('bad weather', () => {
  it('is tried three times, then dropped, without a word to the caller', async () => {
    server.next('other', answerStatus(500, 'InternalError'), hangUp, answerStatus(503, 'ServiceUnavailable'));
    recorder.record(WIDGET, widget('a'), deployed);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await sent(attempt);
      await waitFor('the retry timer', async () => {
        await wall.advanceAsync(1_000);
        return server.requests.length > attempt || dropped.length > 0;
      });
    }
    expect(dropped).toEqual(['refused']);
    recorder.record(WIDGET, widget('a'), deployed);
    await sent(4);
    expect(server.requests[3]).toMatchObject({ method: 'POST', body: { count: 2 } });
  });

  it('drops at once what the API server will never take', async () => {
    server.next('other', answerStatus(403, 'Forbidden'));
    recorder.record(WIDGET, widget('a'), deployed);
    await waitFor('the drop', () => dropped.length === 1);
    expect(server.requests).toHaveLength(1);
  });

  it('takes an event that is already there for its own', async () => {
    server.next('other', answerStatus(409, 'AlreadyExists'));
    recorder.record(WIDGET, widget('a'), deployed);
    await waitForIdle();
    recorder.record(WIDGET, widget('a'), deployed);
    await sent(2);
    expect([dropped, server.requests[1]?.method]).toEqual([[], 'PATCH']);
  });
});

describe('stop', () => {
  it('sends what is waiting, and takes nothing more', async () => {
    for (const name of ['a', 'b', 'c']) recorder.record(WIDGET, widget(name), deployed);
    await recorder.stop(5_000);
    recorder.record(WIDGET, widget('d'), deployed);
    await recorder.stop(5_000);
    expect(server.requests).toHaveLength(3);
    expect(wall.pendingTimers).toBe(0);
  });

  it('does not wait longer than it was told', async () => {
    server.next('other', stayMute);
    recorder.record(WIDGET, widget('a'), deployed);
    recorder.record(WIDGET, widget('b'), deployed);
    await sent(1);
    const stopping = recorder.stop(2_000);
    await wall.advanceAsync(2_000);
    await stopping;
    expect(server.requests).toHaveLength(1);
  });
});

/** Two requests that are alike in time: the second is sent only when the first was answered. */
async function waitForIdle(): Promise<void> {
  let before = -1;
  await waitFor('the recorder to be idle', () => {
    const same = before === server.requests.length;
    before = server.requests.length;
    return same;
  });
}
