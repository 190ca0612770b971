import { describe, expect, it } from '@jest/globals';
import { clusterUid, CUSTOM_RESOURCE_DEFINITION, isTypeBeingDeleted, NAMESPACE } from './cluster-facts.ts';
import { ConnectionError, ForbiddenError } from './errors.ts';
import { InMemoryApiServer } from './in-memory/api-server.ts';

const WIDGET = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };
const definition = { namespace: '', name: 'widgets.example.dev' };

class FailingServer extends InMemoryApiServer {
  readonly #error: Error;

  constructor(error: Error) {
    super({ now: () => 0 });
    this.#error = error;
  }

  override get(): Promise<never> {
    return Promise.reject(this.#error);
  }
}

describe('clusterUid', () => {
  it('is that of kube-system', async () => {
    const server = new InMemoryApiServer({ now: () => 0 });
    await expect(clusterUid(server)).rejects.toThrow('no namespace kube-system');
    const { metadata } = server.user(NAMESPACE).create({ namespace: '', name: 'kube-system', spec: {} });
    expect(await clusterUid(server)).toBe(metadata.uid);
  });
});

describe('isTypeBeingDeleted', () => {
  it('follows the CustomResourceDefinition to its end', async () => {
    const server = new InMemoryApiServer({ now: () => 0 });
    const crds = server.user(CUSTOM_RESOURCE_DEFINITION);
    crds.create({ ...definition, spec: {}, finalizers: ['customresourcecleanup.apiextensions.k8s.io'] });
    expect(await isTypeBeingDeleted(server, WIDGET)).toBe(false);
    crds.delete(definition);
    expect(await isTypeBeingDeleted(server, WIDGET)).toBe(true);
    await server.setFinalizers(CUSTOM_RESOURCE_DEFINITION, crds.mustRead(definition), []);
    expect(await isTypeBeingDeleted(server, WIDGET)).toBe(true);
  });

  it('is no where the definition may not be read, and unknown where nothing answers', async () => {
    expect(await isTypeBeingDeleted(new FailingServer(new ForbiddenError(403, 'Forbidden', 'no')), WIDGET)).toBe(false);
    await expect(isTypeBeingDeleted(new FailingServer(new ConnectionError('x')), WIDGET)).rejects.toThrow(
      ConnectionError,
    );
  });
});
