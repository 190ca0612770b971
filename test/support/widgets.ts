import type { InMemoryApiServer } from '../../src/kube/in-memory/api-server.ts';
import type { KubeObject, ResourceType } from '../../src/kube/object.ts';
import { NotFoundError, type KubePort } from '../../src/kube/port.ts';
import { waitFor, type Cluster } from './cluster.ts';

export interface WidgetSpec {
  size: number;
  colour?: string;
}

export interface WidgetStatus {
  observedGeneration: number;
  phase?: string;
  conditions?: object[];
}

/** A resource with nothing of ours in it but the way its status is born. */
export type Widget = KubeObject<WidgetSpec, WidgetStatus>;

export const WIDGET: ResourceType = { group: 'example.dev', version: 'v1', kind: 'Widget', plural: 'widgets' };

/** What users do to widgets of one namespace, on a real API server or on the one in memory. */
export interface WidgetUser {
  create(name: string, spec: WidgetSpec, finalizers?: readonly string[]): Promise<Widget>;
  replaceSpec(name: string, spec: WidgetSpec): Promise<Widget>;
  annotate(name: string, changes: Record<string, string | undefined>): Promise<Widget>;
  delete(name: string): Promise<void>;
  read(name: string): Promise<Widget | undefined>;
  /** @throws {NotFoundError} */
  mustRead(name: string): Promise<Widget>;
}

/** Installs the resource type of widgets, and waits until the API server serves it. */
export async function installWidgets(cluster: Cluster, group: string = WIDGET.group): Promise<void> {
  const any = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const conditions = {
    type: 'array',
    items: { ...any, required: ['type'], properties: { type: { type: 'string' } } },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
  };
  const status = { ...any, default: { observedGeneration: -1 }, properties: { conditions } };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec: any, status } } };
  const version = { name: 'v1', served: true, storage: true, subresources: { status: {} }, schema };
  const names = { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' };
  await cluster.apply([
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `widgets.${group}` },
      spec: { group, scope: 'Namespaced', names, versions: [version] },
    },
  ]);
  await waitFor(
    `widgets.${group} to be served`,
    () => cluster.list(`${group}/v1/widgets`),
    () => true,
  );
}

export function realWidgets(cluster: Cluster, port: KubePort, namespace: string): WidgetUser {
  const resource = 'example.dev/v1/widgets';
  const path = `/apis/example.dev/v1/namespaces/${namespace}/widgets`;
  const read = (name: string): Promise<Widget | undefined> => port.get<Widget>(WIDGET, { namespace, name });
  const mustRead = async (name: string): Promise<Widget> => found(await read(name), name);
  return {
    async create(name, spec, finalizers = []) {
      const metadata = { name, finalizers };
      await cluster.requests.call('POST', path, { apiVersion: 'example.dev/v1', kind: 'Widget', metadata, spec });
      return mustRead(name);
    },
    async replaceSpec(name, spec) {
      const present = await mustRead(name);
      await cluster.requests.call('PUT', `${path}/${name}`, { ...present, spec });
      return mustRead(name);
    },
    async annotate(name, changes) {
      const annotations = Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, value ?? null]));
      await cluster.patch(resource, namespace, name, { metadata: { annotations } });
      return mustRead(name);
    },
    delete: (name) => cluster.delete(resource, namespace, name),
    read,
    mustRead,
  };
}

export function inMemoryWidgets(server: InMemoryApiServer, namespace: string): WidgetUser {
  const user = server.user<Widget>(WIDGET);
  return {
    create: async (name, spec, finalizers = []) => user.create({ name, namespace, spec, finalizers }),
    replaceSpec: async (name, spec) => user.replaceSpec({ namespace, name }, spec),
    annotate: async (name, changes) => user.annotate({ namespace, name }, changes),
    delete: async (name) => user.delete({ namespace, name }),
    read: async (name) => user.read({ namespace, name }),
    mustRead: async (name) => found(user.read({ namespace, name }), name),
  };
}

function found(widget: Widget | undefined, name: string): Widget {
  if (widget === undefined) throw new NotFoundError(`widgets.example.dev "${name}" not found`);
  return widget;
}
