import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { startOperatorProcess } from '../../src/cli/operator-process.ts';
import type { OperatorProcess } from '../../src/cli/operator-process.ts';
import { systemClock } from '../../src/runtime/system-clock.ts';
import { startSimulatorServer } from '../../src/simulator/http/server.ts';
import type { SimulatorServer } from '../../src/simulator/http/server.ts';
import { Cluster, waitFor } from '../support/cluster.ts';
import { testVariable } from '../support/test-variables.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const lease = `election-${randomBytes(4).toString('hex')}`;
const cluster = new Cluster();
let namespace: string;
let server: SimulatorServer;
const replicas: OperatorProcess[] = [];
const alive = new Set<OperatorProcess>();

beforeAll(async () => {
  namespace = await cluster.createNamespace();
  server = await startSimulatorServer({ port: 0, clock: systemClock, seed: 1 });
  replicas.push(await startReplica(), await startReplica());
  for (const replica of replicas) alive.add(replica);
}, 90_000);

afterAll(async () => {
  for (const replica of replicas) await replica.stop();
  await server.stop();
  await cluster.deleteNamespace(namespace);
  await cluster.close();
}, 90_000);

function startReplica(): Promise<OperatorProcess> {
  return startOperatorProcess({
    flags: [`--namespaces=${namespace}`, `--leader-election-namespace=${namespace}`, `--leader-election-name=${lease}`],
    env: {
      PATH: process.env['PATH'],
      KUBECONFIG: testVariable('kubeconfig'),
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'simulated',
      AWS_SECRET_ACCESS_KEY: 'simulated',
    },
    onOutput: () => undefined,
    entry: MAIN,
  });
}

async function leads(replica: OperatorProcess): Promise<boolean> {
  const metrics = await (await fetch(`${replica.url}/metrics`)).text();
  return new RegExp(`^leader_election_master_status\\{name="${lease}"\\} 1$`, 'm').test(metrics);
}

async function leaders(of: readonly OperatorProcess[]): Promise<OperatorProcess[]> {
  const leading = await Promise.all(of.map(leads));
  return of.filter((_replica, index) => leading[index]);
}

/** Only a leader registers anything. */
async function isServed(name: string): Promise<void> {
  const spec = { deletionPolicy: 'Retain', containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }] };
  const object = { apiVersion: 'ecs-operator.dev/v1alpha1', kind: 'EcsTaskDefinition', metadata: { name }, spec };
  await cluster.apply([object], namespace);
  await waitFor(
    `${name} to be registered`,
    () => cluster.get<{ status?: { revision?: number } }>('ecstaskdefinitions', namespace, name),
    (held) => held?.status?.revision === 1,
    60_000,
  );
}

it('of two replicas one works; when it is killed the other takes over, and nothing is done twice', async () => {
  await waitFor(
    'one leader',
    () => leaders(replicas),
    (found) => found.length === 1,
    60_000,
  );
  await isServed('before');
  const [leader] = await leaders(replicas);
  leader?.kill('SIGKILL');
  await leader?.ended;
  if (leader !== undefined) alive.delete(leader);
  const others = replicas.filter((replica) => replica !== leader);
  await waitFor(
    'the other to lead',
    () => leaders(others),
    (found) => found.length === 1,
    60_000,
  );
  await isServed('after');
  const { taskDefinitionArns } = server.simulator.act('ecs', 'ListTaskDefinitions', {});
  expect(taskDefinitionArns).toHaveLength(2);
}, 180_000);

it('a leader that is asked to stop gives the lease back', async () => {
  const [leader] = await leaders(replicas.filter((replica) => alive.has(replica)));
  await leader?.stop();
  const held = await cluster.get<{ spec: { holderIdentity?: string } }>(
    'coordination.k8s.io/v1/leases',
    namespace,
    lease,
  );
  expect(held?.spec.holderIdentity ?? '').toBe('');
}, 60_000);
