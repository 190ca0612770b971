import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { API_VERSION } from '../../src/api/resources.ts';
import { kinds } from '../../src/codegen/kinds/kinds.ts';
import { Cluster, type Manifest } from '../support/cluster.ts';
import { dryRunApply, dryRunCreate, dryRunReplace } from '../support/dry-run.ts';

type Spec = Record<string, unknown>;

interface Definition {
  status: { conditions: { type: string; status: string }[] };
}

const service: Spec = { taskDefinitionRef: { name: 'web' } };
const taskDefinition: Spec = { containerDefinitions: [{ name: 'app', image: 'nginx:1' }] };
const scaling: Spec = { serviceRef: { name: 'web' }, minCapacity: 1, maxCapacity: 4 };

let cluster: Cluster;
let namespace: string;

beforeAll(async () => {
  cluster = new Cluster();
  namespace = await cluster.createNamespace('crds');
});

afterAll(async () => {
  await cluster.deleteNamespace(namespace);
  await cluster.close();
});

async function create(kind: string, name: string, spec: Spec): Promise<Manifest> {
  const [object] = await cluster.apply([{ apiVersion: API_VERSION, kind, metadata: { name }, spec }], namespace);
  return object!;
}

describe.each(kinds().map(({ resource }) => resource))('$kind', ({ plural, shortName, group }) => {
  it('is established, with every schema rule accepted', async () => {
    const crd = await cluster.get<Definition>(
      'apiextensions.k8s.io/v1/customresourcedefinitions',
      undefined,
      `${plural}.${group}`,
    );
    const conditions = Object.fromEntries((crd?.status.conditions ?? []).map(({ type, status }) => [type, status]));
    expect(conditions).toMatchObject({ Established: 'True', NamesAccepted: 'True' });
    expect(conditions['NonStructuralSchema']).toBeUndefined();
  });

  it('is found by its short name and by the category', async () => {
    expect((await cluster.kubectl(['get', shortName, '-n', namespace])).code).toBe(0);
    expect((await cluster.kubectl(['get', 'ecs', '-n', namespace])).code).toBe(0);
  });

  it('is explained by kubectl', async () => {
    const { stdout } = await cluster.kubectl(['explain', `${plural}.spec.deletionPolicy`]);
    expect(stdout).toContain('Retain keeps the AWS side');
  });
});

describe('a new object', () => {
  it('is born as not yet observed, which kstatus takes for in progress', async () => {
    const object = await create('EcsTaskDefinition', 'born', taskDefinition);
    expect(object['status']).toEqual({ observedGeneration: -1 });
  });

  it('keeps its spec as written', async () => {
    const object = await create('EcsService', 'as-written', service);
    expect(object['spec']).toEqual(service);
  });
});

describe('what must not change', () => {
  const arn = 'arn:aws:ecs:eu-west-1:111122223333:cluster/main';
  const placed = { cluster: 'main', serviceName: 'web', region: 'eu-west-1' };

  it.each([
    ['EcsTaskDefinition', taskDefinition, { family: 'web' }, '`family` must not change: create another'],
    ['EcsTaskDefinition', { ...taskDefinition, family: 'a' }, { family: 'b' }, '`family` must not change'],
    ['EcsTaskDefinition', { ...taskDefinition, family: 'a' }, { family: undefined }, '`family` must not change'],
    ['EcsTaskDefinition', taskDefinition, { region: 'eu-west-1' }, '`region` must not change: create another'],
    ['EcsService', { ...service, ...placed }, { cluster: 'other' }, '`cluster` must not change: create another'],
    ['EcsService', { ...service, ...placed }, { cluster: undefined }, '`cluster` must not change'],
    ['EcsService', { ...service, ...placed }, { cluster: arn }, '`cluster` must not change'],
    ['EcsService', { ...service, ...placed }, { serviceName: undefined }, '`serviceName` must not change'],
    ['EcsService', { ...service, ...placed }, { region: 'us-east-1' }, '`region` must not change'],
    ['EcsService', service, { schedulingStrategy: 'DAEMON' }, '`schedulingStrategy` must not change'],
    ['EcsService', service, { role: 'ecsServiceRole' }, '`role` must not change'],
    [
      'EcsService',
      { ...service, launchType: 'EC2' },
      { launchType: 'EXTERNAL' },
      '`launchType` must not change to another one: use',
    ],
    ['EcsScaling', scaling, { serviceRef: { name: 'other' } }, '`serviceRef` must not change'],
    ['EcsScaling', scaling, { serviceRef: undefined, resourceId: 'service/a/b' }, '`serviceRef` must not change'],
  ])('%s %j to %j: %s', async (kind, before, change, message) => {
    const object = await create(kind, 'unchanging', before);
    const { refusal } = await dryRunReplace(cluster, object, { ...before, ...change });
    expect(refusal).toContain(message);
    await cluster.delete(`${kind.toLowerCase()}s`, namespace, 'unchanging');
  });

  it.each([
    ['the default cluster by name', service, { cluster: 'default' }],
    ['the default strategy by name', service, { schedulingStrategy: 'REPLICA' }],
    [
      'a launch type to a strategy',
      { ...service, launchType: 'EC2' },
      { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'a' }] },
    ],
    ['a reference to a plain task definition', service, { taskDefinitionRef: undefined, taskDefinition: 'web:1' }],
  ])('leaves %s free', async (_name, before: Spec, change: Spec) => {
    const object = await create('EcsService', 'changing', before);
    const { refusal } = await dryRunReplace(cluster, object, { ...before, ...change });
    expect(refusal).toBeUndefined();
    await cluster.delete('ecsservices', namespace, 'changing');
  });
});

describe('lists with keys', () => {
  it('are merged item by item, so that two owners of tags get along', async () => {
    await create('EcsService', 'shared', { ...service, tags: [{ key: 'team', value: 'a' }] });
    const path = `/apis/${API_VERSION}/namespaces/${namespace}/ecsservices/shared?fieldManager=another`;
    const body = {
      apiVersion: API_VERSION,
      kind: 'EcsService',
      metadata: { name: 'shared' },
      spec: { tags: [{ key: 'cost', value: '1' }] },
    };
    const merged = await cluster.requests.call<{ spec: Spec }>('PATCH', path, body, 'application/apply-patch+yaml');
    expect(merged.spec['tags']).toEqual([
      { key: 'team', value: 'a' },
      { key: 'cost', value: '1' },
    ]);
  });
});

describe('unknown fields', () => {
  it('are refused by name in server-side apply', async () => {
    const { refusal } = await dryRunApply(cluster, 'EcsTaskDefinition', { ...taskDefinition, replicas: 3 });
    expect(refusal).toContain('.spec.replicas: field not declared in schema');
  });

  it('are refused by name by kubectl apply', async () => {
    const manifest = JSON.stringify({
      apiVersion: API_VERSION,
      kind: 'EcsTaskDefinition',
      metadata: { name: 'described', namespace },
      spec: { ...taskDefinition, serviceType: 'web', replicas: 3 },
    });
    const { code, stderr } = await cluster.kubectl(['apply', '-f', '-'], manifest);
    expect(code).not.toBe(0);
    expect(stderr).toContain('unknown field "spec.replicas", unknown field "spec.serviceType"');
  });
});

describe('a pasted answer of AWS', () => {
  it.each([
    ['EcsTaskDefinition', 'DescribeTaskDefinition', { ...taskDefinition, revision: 3, status: 'ACTIVE' }],
    ['EcsService', 'DescribeServices', { ...service, runningCount: 1, deployments: [{ id: 'ecs-svc/1' }] }],
  ])('is refused as %s with what has to go', async (kind, operation, spec) => {
    for (const validation of ['Strict', 'Ignore'] as const) {
      const { refusal } = await dryRunCreate(cluster, kind, spec, validation);
      expect(refusal).toMatch(/take `.*`status`.*` off: they are read-only/);
      expect(refusal).toContain(`part of the answer of ${operation}`);
    }
  });
});

describe('fields to select by', () => {
  it('filter on the server', async () => {
    await create('EcsService', 'in-main', { ...service, cluster: 'main' });
    await create('EcsService', 'in-other', { ...service, cluster: 'other' });
    const { stdout } = await cluster.kubectl([
      'get',
      'ecssvc',
      '-n',
      namespace,
      '--field-selector',
      'spec.cluster=other',
      '-o',
      'name',
    ]);
    expect(stdout.trim()).toBe('ecsservice.ecs-operator.dev/in-other');
  });
});

describe('the columns of kubectl get', () => {
  const at = { lastTransitionTime: '2026-01-01T00:00:00Z', observedGeneration: 1 };

  it('tell the state of a service', async () => {
    await create('EcsService', 'shown', service);
    const status = {
      conditions: [{ type: 'Ready', status: 'False', reason: 'RolledBack', message: 'ECS rolled back', ...at }],
      desiredCount: 3,
      runningCount: 2,
      taskDefinition: { revision: 'web:7' },
      rollout: { status: 'RolledBack' },
    };
    await cluster.requests.call(
      'PATCH',
      `/apis/${API_VERSION}/namespaces/${namespace}/ecsservices/shown/status`,
      { status },
      'application/merge-patch+json',
    );
    const { stdout } = await cluster.kubectl(['get', 'ecssvc', 'shown', '-n', namespace]);
    expect(stdout).toMatch(/NAME +READY +REASON +DESIRED +RUNNING +REVISION +AGE/);
    expect(stdout).toMatch(/shown +False +RolledBack +3 +2 +web:7 +\d/);
    const wide = await cluster.kubectl(['get', 'ecssvc', 'shown', '-n', namespace, '-o', 'wide']);
    expect(wide.stdout).toMatch(/ROLLOUT +CLUSTER +ARN +AGE +MESSAGE/);
  });
});

describe('the scale subresource of EcsService', () => {
  it('is an error while the spec has no count, and works once it has one', async () => {
    await create('EcsService', 'scaled', service);
    const path = `/apis/${API_VERSION}/namespaces/${namespace}/ecsservices/scaled/scale`;
    expect((await cluster.requests.raw('GET', path)).status).toBe(500);

    await create('EcsService', 'scaled', { ...service, desiredCount: 2 });
    const selector = 'ecs-operator.dev/service-uid=1';
    await cluster.requests.call(
      'PATCH',
      `/apis/${API_VERSION}/namespaces/${namespace}/ecsservices/scaled/status`,
      { status: { runningCount: 1, selector } },
      'application/merge-patch+json',
    );
    expect(await cluster.requests.call('GET', path)).toMatchObject({
      spec: { replicas: 2 },
      status: { replicas: 1, selector },
    });
    const { stdout } = await cluster.kubectl(['scale', 'ecssvc/scaled', '-n', namespace, '--replicas', '5']);
    expect(stdout).toContain('scaled');
    expect((await cluster.get<{ spec: Spec }>('ecsservices', namespace, 'scaled'))?.spec['desiredCount']).toBe(5);
  });

  it('refuses a negative count', async () => {
    await create('EcsService', 'negative', { ...service, desiredCount: 2 });
    const { code, stderr } = await cluster.kubectl([
      'patch',
      'ecssvc/negative',
      '-n',
      namespace,
      '--subresource=scale',
      '--type=merge',
      '-p',
      '{"spec":{"replicas":-1}}',
    ]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/replicas|desiredCount/);
  });
});
