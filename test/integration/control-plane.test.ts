import { afterAll, describe, expect, it } from '@jest/globals';
import { Cluster, waitFor } from '../support/cluster.ts';

const cluster = new Cluster();

afterAll(() => cluster.close());

describe('the local control plane', () => {
  it('serves the pinned version of Kubernetes', async () => {
    const version = await cluster.requests.call<{ gitVersion: string }>('GET', '/version');

    expect(version.gitVersion).toBe('v1.36.3');
  });

  it('deletes a namespace with everything in it', async () => {
    const namespace = await cluster.createNamespace();
    await cluster.apply([configMap('content')], namespace);

    await cluster.deleteNamespace(namespace);

    const gone = (value: unknown): boolean => value === undefined;
    await waitFor('the namespace to be gone', () => cluster.get('namespaces', undefined, namespace), gone, 30_000);
    expect(await cluster.list('configmaps', namespace)).toEqual([]);
  }, 40_000);

  it('collects what a deleted object owned', async () => {
    const namespace = await cluster.createNamespace();
    const [owner] = await cluster.apply([configMap('owner')], namespace);
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner?.metadata['uid'], blockOwnerDeletion: false },
    ];
    await cluster.apply([configMap('owned', { ownerReferences }), configMap('bystander')], namespace);

    await cluster.delete('configmaps', namespace, 'owner');

    await waitFor(
      'the owned ConfigMap to be gone',
      () => cluster.get('configmaps', namespace, 'owned'),
      (value) => value === undefined,
      30_000,
    );
    expect(await cluster.get('configmaps', namespace, 'bystander')).toBeDefined();
    await cluster.deleteNamespace(namespace);
  }, 40_000);

  it('answers kubectl', async () => {
    const namespace = await cluster.createNamespace();
    const manifest = JSON.stringify(configMap('from-kubectl'));

    const applied = await cluster.kubectl(['apply', '-n', namespace, '-f', '-'], manifest);
    const refused = await cluster.kubectl(['get', 'configmap', 'absent', '-n', namespace]);

    expect(applied).toMatchObject({ code: 0, stdout: 'configmap/from-kubectl created\n' });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('"absent" not found');
    await cluster.deleteNamespace(namespace);
  }, 40_000);
});

function configMap(name: string, metadata: Record<string, unknown> = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data: { key: 'value' } };
}
