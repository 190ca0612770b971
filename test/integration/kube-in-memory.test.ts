import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../../src/kube/client/api-client.ts';
import { loadKubeconfig } from '../../src/kube/client/kubeconfig.ts';
import { serverPort } from '../../src/kube/client/server-port.ts';
import { InMemoryApiServer } from '../../src/kube/in-memory/api-server.ts';
import type { KubePort } from '../../src/kube/port.ts';
import { systemClock } from '../../src/runtime/system-clock.ts';
import { Cluster } from '../support/cluster.ts';
import {
  inMemoryWidgets,
  installWidgets,
  realWidgets,
  WIDGET,
  type Widget,
  type WidgetUser,
} from '../support/widgets.ts';

const FINALIZER = 'example.dev/finalizer';

interface World {
  readonly port: KubePort;
  readonly user: WidgetUser;
}

/** One scenario: what it answers is compared between the real API server and the one in memory. */
type Scenario = (world: World, name: string) => Promise<unknown[]>;

/** What must be the same everywhere: uids and versions only in how they compare. */
function look(widget: Widget | undefined, before?: Widget): unknown {
  if (widget === undefined) return 'gone';
  const { metadata, spec, status } = widget;
  return {
    generation: metadata.generation,
    finalizers: metadata.finalizers ?? [],
    annotations: metadata.annotations ?? {},
    deleting: metadata.deletionTimestamp !== undefined,
    sameUid: metadata.uid === before?.metadata.uid,
    sameVersion: metadata.resourceVersion === before?.metadata.resourceVersion,
    spec,
    status,
  };
}

async function outcome(write: Promise<Widget>, before: Widget): Promise<unknown> {
  return write.then(
    (widget) => look(widget, before),
    (error: Error) => error.name,
  );
}

const scenarios: Record<string, Scenario> = {
  'birth, change and annotation': async ({ user }, name) => {
    const born = await user.create(name, { size: 1 });
    const annotated = await user.annotate(name, { note: 'x' });
    const same = await user.annotate(name, { note: 'x' });
    const resized = await user.replaceSpec(name, { size: 2 });
    const again = await user.replaceSpec(name, { size: 2 });
    const bare = await user.annotate(name, { note: undefined });
    return [
      look(born),
      look(annotated, born),
      look(same, annotated),
      look(resized, same),
      look(again, resized),
      look(bare, again),
    ];
  },
  'status, applied, applied again, cut down': async ({ port, user }, name) => {
    const born = await user.create(name, { size: 1 });
    const first = await port.applyStatus(WIDGET, born, { observedGeneration: 1, phase: 'up' });
    const same = await port.applyStatus(WIDGET, first, { observedGeneration: 1, phase: 'up' });
    const less = await port.applyStatus(WIDGET, { ...same, spec: { size: 9 } }, { observedGeneration: 1 });
    return [look(first, born), look(same, first), look(less, same)];
  },
  'status of an old version, a foreign uid, a ghost': async ({ port, user }, name) => {
    const born = await user.create(name, { size: 1 });
    const present = await user.annotate(name, { note: 'x' });
    const foreign = { ...present, metadata: { ...present.metadata, uid: '00000000-0000-4000-8000-00000000dead' } };
    const stale = await outcome(port.applyStatus(WIDGET, born, { observedGeneration: 1 }), born);
    const wrongUid = await outcome(port.applyStatus(WIDGET, foreign, { observedGeneration: 1 }), born);
    await user.delete(name);
    const ghost = await outcome(port.applyStatus(WIDGET, present, { observedGeneration: 1 }), born);
    const second = await user.create(name, { size: 1 });
    const replaced = await outcome(port.applyStatus(WIDGET, present, { observedGeneration: 1 }), born);
    return [stale, wrongUid, ghost, look(second, born), replaced];
  },
  'finalizers, set, set again, of an old version': async ({ port, user }, name) => {
    const born = await user.create(name, { size: 1 });
    const held = await port.setFinalizers(WIDGET, born, [FINALIZER]);
    const same = await port.setFinalizers(WIDGET, held, [FINALIZER]);
    const stale = await outcome(port.setFinalizers(WIDGET, born, []), born);
    const foreign = { ...same, metadata: { ...same.metadata, uid: '00000000-0000-4000-8000-00000000dead' } };
    const wrongUid = await outcome(port.setFinalizers(WIDGET, foreign, []), born);
    const free = await port.setFinalizers(WIDGET, same, []);
    return [look(held, born), look(same, held), stale, wrongUid, look(free, same)];
  },
  'deletion with and without finalizers': async ({ port, user }, name) => {
    await user.create(`${name}-free`, { size: 1 });
    await user.delete(`${name}-free`);
    const free = await user.read(`${name}-free`);
    const born = await user.create(name, { size: 1 }, [FINALIZER, 'other.dev/f']);
    await user.delete(name);
    const dying = await user.mustRead(name);
    await user.delete(name);
    const still = await user.mustRead(name);
    const status = await port.applyStatus(WIDGET, still, { observedGeneration: 1 });
    const more = await outcome(port.setFinalizers(WIDGET, status, [FINALIZER, 'third.dev/f']), status);
    const one = await port.setFinalizers(WIDGET, status, ['other.dev/f']);
    const last = await port.setFinalizers(WIDGET, one, []);
    const after = await outcome(port.setFinalizers(WIDGET, last, []), last);
    return [
      look(free),
      look(dying, born),
      look(still, dying),
      look(status, still),
      more,
      look(one, status),
      look(last, one),
      look(await user.read(name)),
      after,
    ];
  },
};

let cluster: Cluster;
let namespace: string;
let client: ApiClient;
let real: World;

beforeAll(async () => {
  cluster = new Cluster();
  namespace = await cluster.createNamespace('twin');
  await installWidgets(cluster);
  client = new ApiClient({
    kubeconfig: () => loadKubeconfig({ path: cluster.kubeconfigPath, env: {} }),
    wall: systemClock,
    userAgent: 'ecs-operator/test',
  });
  const port = serverPort(client, { record: () => undefined });
  real = { port, user: realWidgets(cluster, port, namespace) };
});

afterAll(async () => {
  await client.close();
  await cluster.deleteNamespace(namespace);
  await cluster.close();
});

describe('the in-memory API server has the rules of the real one', () => {
  it.each(Object.entries(scenarios))('%s', async (title, scenario) => {
    const server = new InMemoryApiServer(systemClock);
    const twin: World = { port: server, user: inMemoryWidgets(server, namespace) };
    const name = title.replaceAll(/[^a-z]+/g, '-');
    expect(await scenario(twin, name)).toEqual(await scenario(real, name));
  });
});
