import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { startOperatorProcess, type OperatorProcess } from '../../src/cli/operator-process.ts';
import { runCommand } from '../../src/control-plane/binaries/command.ts';
import { systemClock } from '../../src/runtime/system-clock.ts';
import { startSimulatorServer, type SimulatorServer } from '../../src/simulator/http/server.ts';
import { Cluster, waitFor, type Manifest } from '../support/cluster.ts';
import { isReady, type Observed } from '../support/integration-bed.ts';
import { testVariable } from '../support/test-variables.ts';
import { only, render } from './rendered-chart.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the chart installs, the bundle that the image holds, the rights that the chart grants, one namespace. */
let cluster: Cluster;
let namespace: string;
let folder: string;
let simulator: SimulatorServer;
let operator: OperatorProcess;
let objects: Manifest[];
let log = '';

beforeAll(async () => {
  cluster = new Cluster();
  namespace = await cluster.createNamespace();
  await cluster.patch('namespaces', undefined, namespace, {
    metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
  folder = await mkdtemp(join(tmpdir(), 'ecs-operator-installation-'));
  simulator = await startSimulatorServer({ port: 0, clock: systemClock, seed: 1 });
  const config = { namespaces: [namespace], leaderElectionNamespace: namespace };
  objects = await render({ config }, namespace, namespace);
  await cluster.apply(objects);
  operator = await startInstalled();
}, 900_000);

afterAll(async () => {
  await operator?.stop();
  await simulator?.stop();
  for (const { kind, metadata } of objects ?? []) {
    const plural = `rbac.authorization.k8s.io/v1/${kind.toLowerCase()}s`;
    if (kind.startsWith('Cluster')) await cluster.delete(plural, undefined, metadata.name);
  }
  await cluster.deleteNamespace(namespace);
  await cluster.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** The bundle, with the configuration file and the service account that the chart gives it. */
async function startInstalled(): Promise<OperatorProcess> {
  const built = await runCommand(process.execPath, [join(root, 'src', 'build.ts')]);
  expect(built).toMatchObject({ code: 0 });
  const { data } = only(objects, 'ConfigMap') as unknown as { data: Record<string, string> };
  await writeFile(join(folder, 'config.yaml'), data['config.yaml'] ?? '');
  return startOperatorProcess({
    entry: join(root, 'dist', 'ecs-operator.cjs'),
    flags: [`--config=${join(folder, 'config.yaml')}`],
    env: {
      KUBECONFIG: await serviceAccountKubeconfig(),
      AWS_ENDPOINT_URL: simulator.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'simulated',
      AWS_SECRET_ACCESS_KEY: 'simulated',
    },
    onOutput: (text) => (log += text),
  });
}

async function serviceAccountKubeconfig(): Promise<string> {
  const { metadata } = only(objects, 'ServiceAccount');
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${metadata.name}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences: [] } };
  const { status } = await cluster.requests.call<{ status: { token: string } }>('POST', path, request);
  const kubeconfig = parse(await readFile(testVariable('kubeconfig'), 'utf8')) as { users: { user: object }[] };
  for (const user of kubeconfig.users) user.user = { token: status.token };
  const file = join(folder, 'kubeconfig');
  await writeFile(file, stringify(kubeconfig));
  return file;
}

describe('an installation from the chart', () => {
  it('gives Pods that a namespace with the Pod Security Standard "restricted" admits', async () => {
    const { spec } = only(objects, 'Deployment') as unknown as {
      spec: { template: { metadata: object; spec: object } };
    };
    const pod = { ...spec.template, metadata: { ...spec.template.metadata, name: 'operator' } };
    const path = `/api/v1/namespaces/${namespace}/pods?dryRun=All`;
    const answer = await cluster.requests.raw('POST', path, { apiVersion: 'v1', kind: 'Pod', ...pod });
    expect(answer).toMatchObject({ status: 201 });
  });

  it('leads, registers, reports and cleans up, and is refused nothing', async () => {
    await cluster.apply([
      {
        apiVersion: 'ecs-operator.dev/v1alpha1',
        kind: 'EcsTaskDefinition',
        metadata: { name: 'web', namespace },
        spec: { deletionPolicy: 'Delete', containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }] },
      },
    ]);
    const read = () => cluster.get<Observed>('ecstaskdefinitions', namespace, 'web');
    await waitFor('Ready', read, (object) => object !== undefined && isReady(object), 30_000);
    const leases = await cluster.list('coordination.k8s.io/v1/leases', namespace);
    expect(leases.map(({ metadata }) => metadata.name)).toEqual(['ecs-operator']);
    const events = await waitFor(
      'events',
      () => cluster.list<Manifest & { involvedObject: { name: string } }>('events', namespace),
      (found) => found.length > 0,
    );
    expect(events.map(({ involvedObject }) => involvedObject.name)).toContain('web');

    await cluster.delete('ecstaskdefinitions', namespace, 'web');
    await waitFor('its end', read, (object) => object === undefined, 30_000);
    const metrics = await (await fetch(`${operator.url}/metrics`)).text();
    expect(metrics.match(/^rest_client_requests_total\{.*code="403".*$/gm)).toBeNull();
    expect(metrics).toMatch(/^rest_client_requests_total\{.*code="200".*$/m);
    expect(log).not.toMatch(/forbidden/i);
  }, 90_000);

  it.each([
    ['ecs-operator.dev', 'ecsservices', '', 'patch', true],
    ['ecs-operator.dev', 'ecsservices', 'status', 'patch', true],
    ['ecs-operator.dev', 'ecsservices', '', 'delete', false],
    ['', 'secrets', '', 'get', false],
    ['', 'pods', '', 'list', false],
  ])('group "%s" %s %s: may it %s? %s', async (group, resource, subresource, verb, allowed) => {
    const { metadata } = only(objects, 'ServiceAccount');
    const review = async (within: string) => {
      const attributes = { namespace: within, group, resource, subresource, verb };
      const spec = { user: `system:serviceaccount:${namespace}:${metadata.name}`, resourceAttributes: attributes };
      const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
      const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
      return (await cluster.requests.call<{ status: { allowed: boolean } }>('POST', path, body)).status.allowed;
    };
    expect([await review(namespace), await review('kube-public')]).toEqual([allowed, false]);
  });
});
