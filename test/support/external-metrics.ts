import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Cluster, Manifest } from './cluster.ts';
import { waitFor } from './wait-for.ts';

const GROUP_VERSION = 'external.metrics.k8s.io/v1beta1';
const API_SERVICE = 'v1beta1.external.metrics.k8s.io';
const METRIC_PATH = new RegExp(`^/apis/${GROUP_VERSION}/namespaces/[^/]+/([^/?]+)`);

/**
 * An adapter of external metrics, as KEDA or the Prometheus adapter are one: an extension API server that the real
 * kube-apiserver forwards to, and whose values the test sets. An extension that is gone blocks the deletion of
 * namespaces: close it before the cluster.
 */
export class ExternalMetrics {
  /** Values by the name of the metric. */
  readonly values = new Map<string, number>();
  readonly #cluster: Cluster;
  readonly #server: ReturnType<typeof createServer>;

  private constructor(cluster: Cluster) {
    this.#cluster = cluster;
    // The control plane's own certificate: it is valid for localhost.
    const certificates = join(dirname(cluster.kubeconfigPath), 'certs');
    const options = {
      cert: readFileSync(join(certificates, 'apiserver.crt')),
      key: readFileSync(join(certificates, 'apiserver.key')),
    };
    this.#server = createServer(options, ({ url = '' }, response) => answer(response, this.#body(url)));
  }

  /** Serves on the loopback interface and registers with the cluster; resolves when the API server forwards to it. */
  static async start(cluster: Cluster, namespace: string): Promise<ExternalMetrics> {
    const metrics = new ExternalMetrics(cluster);
    const server = metrics.#server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await cluster.apply(registration(namespace, port));
    await waitFor(
      'external metrics to be served',
      () => cluster.requests.find<object>('GET', `/apis/${GROUP_VERSION}`).catch(() => undefined),
      (found) => found !== undefined,
    );
    return metrics;
  }

  async stop(): Promise<void> {
    await this.#cluster.delete('apiregistration.k8s.io/v1/apiservices', undefined, API_SERVICE);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #body(url: string): object | undefined {
    if (url.split('?')[0] === `/apis/${GROUP_VERSION}`) {
      return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: GROUP_VERSION, resources: [] };
    }
    const [, metricName = ''] = METRIC_PATH.exec(url) ?? [];
    const value = this.values.get(metricName);
    if (value === undefined) return undefined;
    const item = { metricName, metricLabels: {}, timestamp: new Date().toISOString(), value: String(value) };
    return { kind: 'ExternalMetricValueList', apiVersion: GROUP_VERSION, metadata: {}, items: [item] };
  }
}

function answer(response: ServerResponse, body: object | undefined): void {
  const missing = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 };
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? missing));
}

/** The Service leads to the loopback interface; the aggregator follows external names. */
function registration(namespace: string, port: number): Manifest[] {
  const [group = '', version = ''] = GROUP_VERSION.split('/');
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'external-metrics', namespace },
      spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port, protocol: 'TCP' }] },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: API_SERVICE },
      spec: {
        group,
        version,
        service: { name: 'external-metrics', namespace, port },
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    },
  ];
}
