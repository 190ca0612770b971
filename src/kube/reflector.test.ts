import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  answerGarbage,
  answerHtml,
  answerJson,
  answerStatus,
  hangUp,
  ScriptedApiServer,
  stayMute,
  type Script,
  type ScriptedWatch,
} from '../../test/support/scripted-api-server.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { ManualClock } from '../runtime/manual-clock.ts';
import { ApiClient } from './client/api-client.ts';
import type { KubeObject, ResourceType } from './object.ts';
import { Reflector, type ReflectorNote } from './reflector.ts';
import { ObjectStore } from './store.ts';

type Widget = KubeObject<{ size: number }>;
const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };

let server: ScriptedApiServer;
let wall: ManualClock;
let store: ObjectStore<Widget>;
let notes: ReflectorNote[];
let client: ApiClient;
let reflector: Reflector<Widget>;
let handlerErrors: unknown[];
/** Failures whose back-off has passed. */
let passed: number;
const rejections: unknown[] = [];
const onRejection = (error: unknown): number => rejections.push(error);

function widget(name: string, version: number, uid = `uid-${name}`): Widget {
  return {
    apiVersion: 'example.dev/v1',
    kind: 'Widget',
    metadata: {
      name,
      namespace: 'ns',
      uid,
      resourceVersion: String(version),
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: { size: version },
  };
}

function open(options: {
  namespace?: string;
  pageSize?: number;
  kubeconfig?: () => ReturnType<typeof server.kubeconfig>;
}): void {
  const { kubeconfig = () => server.kubeconfig(), ...rest } = options;
  client = new ApiClient({ kubeconfig, wall, userAgent: 'test' });
  const onNote = (note: ReflectorNote): number => notes.push(note);
  reflector = new Reflector<Widget>({
    client,
    type: WIDGET,
    feed: store.openFeed(),
    wall,
    random: () => 0.5,
    onNote,
    ...rest,
  });
}

beforeEach(async () => {
  process.on('unhandledRejection', onRejection);
  server = await ScriptedApiServer.start();
  wall = new ManualClock();
  notes = [];
  passed = 0;
  handlerErrors = [];
  store = new ObjectStore<Widget>({ freeze: true, onHandlerError: (error) => handlerErrors.push(error) });
  open({});
});

afterEach(async () => {
  await reflector.stop();
  await client.close();
  await server.stop();
  process.off('unhandledRejection', onRejection);
  expect(rejections).toEqual([]);
});

const sizes = (): Record<string, number> =>
  Object.fromEntries(store.list().map(({ metadata, spec }) => [metadata.name, spec.size]));
const noted = (kind: ReflectorNote['kind']): number => notes.filter((note) => note.kind === kind).length;

/** Waits for `done`; back-offs pass meanwhile without waiting. */
async function until(what: string, done: () => unknown): Promise<void> {
  const reached = async (): Promise<boolean> => {
    const delays = notes.flatMap((note) => (note.kind === 'failed' ? [note.retryInMs] : []));
    for (; passed < delays.length; passed += 1) await wall.advanceAsync(delays[passed] ?? 0);
    return Boolean(done());
  };
  await waitFor(what, reached, Boolean, 4_000);
}

/** Waits for the n-th watch to be open. */
async function watch(n = 1): Promise<ScriptedWatch> {
  await until(`watch ${n}`, () => server.watches.length >= n);
  return server.watches[n - 1]!;
}

describe('in good weather', () => {
  it('lists, then watches from where the list ended', async () => {
    server.objects = [widget('a', 3)];
    server.resourceVersion = '7';
    reflector.start();
    const { request } = await watch();
    expect(sizes()).toEqual({ a: 3 });
    expect(store.synced).toBe(true);
    expect(reflector.problem).toBeUndefined();
    expect(request.path).toBe('/apis/example.dev/v1/widgets');
    expect(request.query.get('resourceVersion')).toBe('7');
  });

  it('follows added, modified and deleted objects', async () => {
    reflector.start();
    const stream = await watch();
    stream.send('ADDED', widget('a', 2));
    stream.send('ADDED', widget('b', 3));
    stream.send('MODIFIED', widget('a', 4));
    stream.send('DELETED', widget('b', 5));
    await until('the changes', () => JSON.stringify(sizes()) === '{"a":4}');
  });

  it('asks for bookmarks, pages and an end between 5 and 10 minutes (defect 9)', async () => {
    server.objects = [widget('a', 1), widget('b', 2), widget('c', 3)];
    open({ pageSize: 2 });
    reflector.start();
    const { request } = await watch();
    expect(sizes()).toEqual({ a: 1, b: 2, c: 3 });
    expect(server.lists.map(({ query }) => [query.get('limit'), query.get('continue')])).toEqual([
      ['2', null],
      ['2', '2'],
    ]);
    expect(request.query.get('allowWatchBookmarks')).toBe('true');
    expect(Number(request.query.get('timeoutSeconds'))).toBe(450);
  });

  it('reads frames in whatever pieces they come, also cut within a character', async () => {
    reflector.start();
    const stream = await watch();
    const bytes = Buffer.from(
      `\n${JSON.stringify({ type: 'ADDED', object: { ...widget('a', 2), spec: { size: '✓' } } })}\n`,
    );
    for (let at = 0; at < bytes.length; at += 7) {
      stream.raw(bytes.subarray(at, at + 7));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until('the object', () => sizes()['a']);
    expect(sizes()).toEqual({ a: '✓' });
  });

  it('resumes from the last object or bookmark when the API server ends the watch', async () => {
    reflector.start();
    (await watch(1)).send('ADDED', widget('a', 5));
    server.watches[0]?.end();
    const second = await watch(2);
    expect(second.request.query.get('resourceVersion')).toBe('5');
    second.send('BOOKMARK', { kind: 'Widget', metadata: { resourceVersion: '90' } });
    second.end();
    expect((await watch(3)).request.query.get('resourceVersion')).toBe('90');
    expect(server.lists).toHaveLength(1);
    expect(noted('failed')).toBe(0);
  });

  it('watches one namespace when told to', async () => {
    open({ namespace: 'team-a' });
    reflector.start();
    expect((await watch()).request.path).toBe('/apis/example.dev/v1/namespaces/team-a/widgets');
  });

  it('keeps a quiet watch open: silence alone is no reason to cut it after 30 s (defect 7)', async () => {
    reflector.start();
    await watch();
    await wall.advanceAsync(110_000);
    expect(server.openWatches).toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  it('shares frozen objects with its readers (defect 8)', async () => {
    server.objects = [widget('a', 3)];
    reflector.start();
    await watch();
    expect(Object.isFrozen(store.get('ns/a')?.spec)).toBe(true);
    expect(store.list()[0]).toBe(store.get('ns/a'));
  });
});

describe('errors never stop it for good (defect 1)', () => {
  const weather: [string, Script][] = [
    ['500', answerStatus(500, 'InternalError')],
    ['401', answerStatus(401, 'Unauthorized')],
    ['403', answerStatus(403, 'Forbidden')],
    ['404, the CRD is missing', answerStatus(404, 'NotFound')],
    ['429', answerStatus(429, 'TooManyRequests')],
    ['a proxy error page', answerHtml],
    ['a broken connection', hangUp],
  ];

  it.each([...weather, ['a broken answer', answerGarbage] as [string, Script]])(
    'at the list: %s',
    async (_what, script) => {
      server.objects = [widget('a', 3)];
      server.next('list', script, script, script);
      reflector.start();
      await until('the list', () => store.size > 0);
      expect(sizes()).toEqual({ a: 3 });
      expect(noted('failed')).toBeGreaterThan(0);
    },
  );

  it.each(weather)('at the watch: %s', async (_what, script) => {
    server.next('watch', script, script);
    reflector.start();
    (await watch()).send('ADDED', widget('a', 8));
    await until('the object', () => sizes()['a'] === 8);
  });

  it('within the watch: a broken connection is resumed without a new list', async () => {
    reflector.start();
    const stream = await watch();
    stream.send('ADDED', widget('a', 8));
    await until('the object', () => store.size === 1);
    stream.destroy();
    expect((await watch(2)).request.query.get('resourceVersion')).toBe('8');
    expect(server.lists).toHaveLength(1);
  });

  it('waits as long as a 429 asks for', async () => {
    server.next('list', answerStatus(429, 'TooManyRequests', { 'retry-after': '60' }));
    reflector.start();
    await until('the failure', () => noted('failed') === 1);
    expect(notes[0]).toMatchObject({ retryInMs: 60_000 });
  });

  it('gives up resuming after five failures in a row and lists anew', async () => {
    const failing = Array.from({ length: 5 }, () => answerStatus(500, 'InternalError'));
    server.next('watch', ...failing);
    reflector.start();
    await watch();
    expect(server.lists).toHaveLength(2);
  });

  it('says in plain words that the resource type is not installed', async () => {
    server.next('list', answerStatus(404, 'NotFound'));
    reflector.start();
    await until('the failure', () => noted('failed') === 1);
    expect(reflector.problem).toContain('the resource type widgets.example.dev is not installed');
    expect(store.synced).toBe(false);
    await watch();
    expect(reflector.problem).toBeUndefined();
  });

  it.each([
    ['a refusal is a sign of life', answerStatus(404, 'NotFound'), 5_000],
    ['a broken connection is none', hangUp, 0],
  ])('%s', async (_what, script, age) => {
    const born = wall.now();
    await wall.advanceAsync(5_000);
    server.next('list', script);
    reflector.start();
    await waitFor('the failure', () => noted('failed') === 1);
    expect(reflector.lastContactAt - born).toBe(age);
  });

  it('backs off more and more, and anew after a healthy watch', async () => {
    server.next('list', hangUp, hangUp, hangUp);
    reflector.start();
    const stream = await watch();
    await wall.advanceAsync(10_000);
    stream.destroy();
    await until('the fourth failure', () => noted('failed') === 4);
    const delays = notes.flatMap((note) => (note.kind === 'failed' ? [note.retryInMs] : []));
    expect(delays).toEqual([1_000, 1_750, 2_875, 1_000]);
  });
});

describe('credentials', () => {
  it('that fail while reconnecting are read again, and no rejection goes unheard (defect 2)', async () => {
    let broken = false;
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: '/does/not/exist' };
    open({ kubeconfig: () => server.kubeconfig(broken ? { exec } : {}) });
    reflector.start();
    const stream = await watch();
    broken = true;
    server.next('watch', answerStatus(401, 'Unauthorized'));
    stream.destroy();
    await until('the refusal', () => noted('failed') === 2);
    expect(reflector.problem).toContain('no credentials');
    broken = false;
    await watch(2);
    expect(server.openWatches).toBe(1);
  });
});

describe('starting and stopping', () => {
  it('opens nothing after a stop during back-off (defect 3)', async () => {
    server.next('list', hangUp);
    reflector.start();
    await waitFor('the failure', () => noted('failed') === 1);
    await reflector.stop();
    const before = server.requests.length;
    await wall.advanceAsync(600_000);
    expect(server.requests).toHaveLength(before);
    expect(wall.pendingTimers).toBe(0);
  });

  it('refuses a second start, also after a stop (defect 4)', async () => {
    reflector.start();
    await watch();
    expect(() => reflector.start()).toThrow('started before');
    await reflector.stop();
    expect(() => reflector.start()).toThrow('started before');
    await until('the watch to be closed', () => server.openWatches === 0);
  });

  it('takes a stop for no failure (defect 5)', async () => {
    reflector.start();
    await watch();
    await reflector.stop();
    expect(notes.map(({ kind }) => kind)).toEqual(['listed']);
    expect(wall.pendingTimers).toBe(0);
  });

  it('stops in the middle of a list that is never answered', async () => {
    server.next('list', stayMute);
    reflector.start();
    await until('the list', () => server.lists.length === 1);
    await reflector.stop();
    expect(notes).toEqual([]);
  });

  it('may be stopped before it was started', async () => {
    await reflector.stop();
    expect(server.requests).toEqual([]);
  });
});

describe('handlers and bad lines (defect 6)', () => {
  it('goes on after a handler threw, and reports it', async () => {
    store.onChange(() => {
      throw new Error('broken handler');
    });
    reflector.start();
    const stream = await watch();
    stream.send('ADDED', widget('a', 2));
    stream.send('ADDED', widget('b', 3));
    await until('both objects', () => store.size === 2);
    expect(handlerErrors).toHaveLength(2);
    expect(noted('failed')).toBe(0);
  });

  it('goes on when the listener to its notes throws', async () => {
    const feed = new ObjectStore<Widget>().openFeed();
    const onNote = (): never => {
      throw new Error('broken listener');
    };
    const other = new Reflector<Widget>({ client, type: WIDGET, feed, wall, random: () => 0, onNote });
    other.start();
    await watch();
    await other.stop();
  });

  it.each([
    ['no JSON', '}{\n'],
    ['JSON that is no frame', '{"kind":"Status"}\n'],
    ['an unknown type', '{"type":"CHANGED","object":{}}\n'],
    ['an object without metadata', '{"type":"ADDED","object":{}}\n'],
    ['a version that cannot be compared', '{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"abc"}}}\n'],
    ['an object without uid', '{"type":"ADDED","object":{"metadata":{"name":"x","resourceVersion":"9"}}}\n'],
  ])('counts %s and lists anew, for what was missed is unknown', async (_what, line) => {
    reflector.start();
    (await watch()).raw(line);
    server.objects = [widget('a', 9)];
    server.resourceVersion = '9';
    expect((await watch(2)).request.query.get('resourceVersion')).toBe('9');
    expect(sizes()).toEqual({ a: 9 });
    expect(noted('garbage')).toBe(1);
    await until('the bad watch to be closed', () => server.watches[0]?.closed);
  });
});

describe('ERROR frames (defect 8) and 410', () => {
  it.each([
    [
      '410 in the watch',
      (stream: ScriptedWatch) => stream.send('ERROR', { kind: 'Status', code: 410, reason: 'Expired' }),
    ],
    [
      '410 at the next watch',
      (stream: ScriptedWatch) => {
        server.next('watch', answerStatus(410, 'Expired'));
        stream.destroy();
      },
    ],
  ])('%s: lists anew and finds what was missed', async (_what, breakIt) => {
    server.objects = [widget('a', 1), widget('b', 1)];
    reflector.start();
    const stream = await watch();
    server.objects = [widget('b', 30), widget('c', 31)];
    server.resourceVersion = '40';
    breakIt(stream);
    await watch(2);
    expect(sizes()).toEqual({ b: 30, c: 31 });
    expect((await watch(2)).request.query.get('resourceVersion')).toBe('40');
  });

  it('another error is noted and the watch resumed', async () => {
    reflector.start();
    const stream = await watch();
    stream.send('ADDED', widget('a', 6));
    stream.send('ERROR', { kind: 'Status', code: 500, reason: 'InternalError', message: 'etcd has no leader' });
    await until('the failure', () => noted('failed') === 1);
    expect(reflector.problem).toBe('widgets.example.dev: etcd has no leader');
    expect((await watch(2)).request.query.get('resourceVersion')).toBe('6');
  });

  it('a page token that expired: lists again in one piece', async () => {
    server.objects = [widget('a', 1), widget('b', 2), widget('c', 3)];
    server.next(
      'list',
      answerJson(200, { metadata: { resourceVersion: '1', continue: '2' }, items: server.objects.slice(0, 2) }),
      answerStatus(410, 'Expired'),
    );
    open({ pageSize: 2 });
    reflector.start();
    await watch();
    expect(server.lists.at(-1)?.query.has('limit')).toBe(false);
    expect(store.size).toBe(3);
  });
});

describe('transitions that a watch dropped', () => {
  it('delete and re-create inside one gap is told as gone, then new', async () => {
    server.objects = [widget('a', 1)];
    reflector.start();
    const stream = await watch();
    const seen: string[] = [];
    store.onChange((old, now) => seen.push(`${old?.metadata.uid} → ${now?.metadata.uid}`));
    server.objects = [widget('a', 20, 'second')];
    server.resourceVersion = '20';
    stream.send('ERROR', { kind: 'Status', code: 410 });
    await watch(2);
    expect(seen).toEqual(['uid-a → undefined', 'undefined → second']);
  });

  it('an event that a later one overwrites may be missing', async () => {
    reflector.start();
    const stream = await watch();
    stream.send('MODIFIED', widget('a', 9));
    stream.send('DELETED', widget('never-seen', 10));
    stream.send('ADDED', widget('b', 11));
    await until('the last event', () => sizes()['b']);
    expect(sizes()).toEqual({ a: 9, b: 11 });
  });

  it('a watch that ends at once, again and again, is not opened in a tight loop', async () => {
    const atOnce: Script = (_request, response) => response.writeHead(200).end();
    server.next('watch', ...Array.from({ length: 50 }, () => atOnce));
    reflector.start();
    await until('the first end', () => noted('resumed') === 1);
    await wall.advanceAsync(900);
    expect(server.requests).toHaveLength(2);
    await wall.advanceAsync(200);
    await until('the second watch', () => server.requests.length === 3);
  });
});

describe('silence', () => {
  it('a half-open connection is noticed and the watch resumed at once', async () => {
    reflector.start();
    const stream = await watch();
    stream.send('ADDED', widget('a', 4));
    await until('the object', () => store.size === 1);
    const contact = reflector.lastContactAt;
    await wall.advanceAsync(119_000);
    expect(server.watches).toHaveLength(1);
    expect(reflector.lastContactAt).toBe(contact);
    await wall.advanceAsync(1_000);
    expect((await watch(2)).request.query.get('resourceVersion')).toBe('4');
    await until('contact', () => reflector.lastContactAt === wall.now());
    await until('the dead watch to be closed', () => stream.closed);
    expect(noted('failed')).toBe(0);
  });

  it('bookmarks alone keep a watch alive', async () => {
    reflector.start();
    const stream = await watch();
    for (let minute = 1; minute <= 5; minute += 1) {
      stream.send('BOOKMARK', { metadata: { resourceVersion: String(minute * 10) } });
      const before = wall.now();
      await until('the bookmark', () => reflector.lastContactAt === before);
      await wall.advanceAsync(60_000);
    }
    expect(server.watches).toHaveLength(1);
  });

  it('a request without any answer fails in time and is tried again', async () => {
    server.next('list', stayMute);
    reflector.start();
    await until('the list', () => server.lists.length === 1);
    await wall.advanceAsync(30_000);
    await watch();
    expect(store.synced).toBe(true);
  });
});
