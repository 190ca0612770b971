import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RolloutStatus } from '../../src/api/status.ts';
import { condition, IntegrationBed } from '../support/integration-bed.ts';
import type { Observed } from '../support/integration-bed.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'examples');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const SERVICE = 'ecsservices';

let bed: IntegrationBed;

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

async function kubectl(args: readonly string[], stdin = ''): Promise<string> {
  const { code, stdout, stderr } = await bed.cluster.kubectl(['-n', bed.namespace, ...args], stdin);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

function services(): Record<string, unknown>[] {
  const { serviceArns } = bed.simulator.act('ecs', 'ListServices', { cluster: 'demo' }) as { serviceArns: string[] };
  if (serviceArns.length === 0) return [];
  const answer = bed.simulator.act('ecs', 'DescribeServices', { cluster: 'demo', services: serviceArns });
  return answer['services'] as Record<string, unknown>[];
}

function service(name: string): Record<string, unknown> | undefined {
  return services().find(({ serviceName }) => serviceName === `${bed.namespace}_${name}`);
}

/** The checkout service at a gate other than those answered before. */
function untilItWaits(answered: readonly string[]): Promise<Observed> {
  return bed.until(SERVICE, 'checkout', (object) => {
    const hook = hookOf(object);
    return hook !== '' && !answered.includes(hook);
  });
}

function hookOf({ status }: Observed): string {
  const rollout = status?.['rollout'] as RolloutStatus | undefined;
  return rollout?.waitsFor?.[0]?.hookId ?? '';
}

async function approve(waiting: Observed): Promise<void> {
  await kubectl(['annotate', '--overwrite', 'ecssvc/checkout', `ecs-operator.dev/approve=${hookOf(waiting)}`]);
}

/** A family and a service of it, as other tools make them; the id of its deployment. */
function makeByOtherTools(name: string): unknown {
  bed.simulator.act('ecs', 'RegisterTaskDefinition', {
    family: name,
    networkMode: 'awsvpc',
    containerDefinitions: [{ name: 'app', image: 'registry.example.com/shop/invoices:1.0', memory: 512 }],
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
  });
  const { service: made } = bed.simulator.act('ecs', 'CreateService', {
    cluster: 'demo',
    serviceName: name,
    taskDefinition: name,
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'] } },
  }) as { service: { deployments: { id: string }[] } };
  return made.deployments[0]?.id;
}

beforeAll(async () => {
  bed = await IntegrationBed.start();
}, 90_000);

afterAll(() => bed.stop(), 60_000);

describe('the API server accepts', () => {
  it.each(files)('%s', async (file) => {
    const said = await kubectl(['apply', '--dry-run=server', '-f', join(folder, file)]);

    expect(said.trim().split('\n').length).toBe(read(file).match(/^kind: /gm)?.length);
    expect(said).toMatch(/^(\S+ created \(server dry run\)\n)+$/);
  });
});

describe('the examples together', () => {
  it('no object stands in two of them: each can be applied beside the others', () => {
    const objects = files.flatMap((file) =>
      [...read(file).matchAll(/^kind: (\w+)\nmetadata:\n {2}name: (\S+)$/gm)].map(
        ([, kind, name]) => `${kind} ${name}`,
      ),
    );
    expect(objects.length).toBe(files.flatMap((file) => read(file).match(/^kind: /gm) ?? []).length);
    expect(objects.filter((object, index) => objects.indexOf(object) !== index)).toEqual([]);
  });
});

describe('in the sandbox', () => {
  it('the quickstart becomes Ready, scaling included', async () => {
    await kubectl(['apply', '-f', join(folder, 'quickstart')]);

    await bed.untilReady('ecstaskdefinitions', 'web');
    await bed.untilReady(SERVICE, 'web');
    await bed.untilReady('ecsscalings', 'web');
    expect(service('web')).toMatchObject({ desiredCount: 2, runningCount: 2, launchType: 'FARGATE' });
  }, 120_000);

  it('ec2-behind-alb: the service has its target group and placement, and waits for instances', async () => {
    await bed.apply(read('ec2-behind-alb.yaml'));

    await bed.until(SERVICE, 'shop', ({ status }) => status?.['serviceArn'] !== undefined);
    expect(service('shop')).toMatchObject({
      launchType: 'EC2',
      loadBalancers: [{ containerName: 'app', containerPort: 8080 }],
      placementStrategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
    });
  }, 120_000);

  it('deployed-by-a-pipeline: what others deploy stays', async () => {
    await bed.apply(read('deployed-by-a-pipeline.yaml'));
    await bed.untilReady(SERVICE, 'storefront');
    const family = `${bed.namespace}_storefront`;
    bed.simulator.act('ecs', 'RegisterTaskDefinition', {
      family: 'pipeline',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'registry.example.com/shop/storefront:2.0' }],
    });
    bed.simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: family, taskDefinition: 'pipeline:1' });
    await bed.cluster.patch(SERVICE, bed.namespace, 'storefront', { spec: { enableECSManagedTags: true } });
    await bed.untilReady(SERVICE, 'storefront');

    expect(service('storefront')).toMatchObject({
      taskDefinition: expect.stringMatching(/pipeline:1$/),
      enableECSManagedTags: true,
    });
  }, 120_000);

  it('scheduled-scaling: both actions and the policy stand in AWS', async () => {
    await bed.apply(read('scheduled-scaling.yaml'));

    const { status } = await bed.untilReady('ecsscalings', 'office');
    await bed.untilReady(SERVICE, 'office');
    expect(status?.['scheduledActions']).toMatchObject([{ name: 'evening' }, { name: 'morning' }]);
    expect(status?.['policies']).toMatchObject([{ name: 'cpu' }]);
  }, 120_000);

  it('scaled-by-kubernetes: kubectl scale owns the count, also after an apply without the line', async () => {
    const manifest = read('scaled-by-kubernetes.yaml');
    await kubectl(['apply', '--server-side', '-f', '-'], manifest);
    await bed.untilReady(SERVICE, 'consumer');

    await kubectl(['scale', 'ecssvc/consumer', '--replicas=3']);
    await bed.until(SERVICE, 'consumer', ({ status }) => status?.['runningCount'] === 3);
    await kubectl(['apply', '--server-side', '-f', '-'], manifest.replace(/^ {2}desiredCount: 1\n/m, ''));

    await bed.untilReady(SERVICE, 'consumer');
    expect(await kubectl(['get', 'ecssvc', 'consumer', '-o', 'jsonpath={.spec.desiredCount}'])).toBe('3');
    expect(service('consumer')).toMatchObject({ desiredCount: 3, runningCount: 3 });
  }, 120_000);

  it('approval: the canary waits before each step of the traffic until somebody approves', async () => {
    await bed.apply(read('approval.yaml'));

    const first = await untilItWaits([]);
    expect(condition(first, 'Ready')?.message).toContain(`ecs-operator.dev/approve=`);
    await approve(first);
    const second = await untilItWaits([hookOf(first)]);
    expect(second.status?.['rollout']).toMatchObject({ trafficWeight: 10 });
    await approve(second);

    await bed.untilReady(SERVICE, 'checkout');
    expect(service('checkout')).toMatchObject({ runningCount: 4 });
  }, 120_000);

  it('adopted: waits for the service, then takes it over without a deployment', async () => {
    await bed.apply(read('adopted.yaml'));
    await bed.until(SERVICE, 'invoices', (object) => condition(object, 'Ready')?.reason === 'DependencyNotReady');

    const made = makeByOtherTools('invoices');
    const { status } = await bed.untilReady(SERVICE, 'invoices');

    expect(status).toMatchObject({ adopted: true, desiredCountOwner: 'External', ownedFields: [] });
    const [now] = services().filter(({ serviceName }) => serviceName === 'invoices');
    expect(now).toMatchObject({ desiredCount: 2, deployments: [{ id: made }] });
  }, 120_000);

  it('suspended: nothing happens in AWS, and the plan says what would', async () => {
    const before = bed.awsWrites();
    await bed.apply(read('suspended.yaml'));

    const suspended = await bed.until(SERVICE, 'preview', (object) => condition(object, 'Suspended') !== undefined);
    expect(suspended.status?.['plan']).toEqual([`create service ${bed.namespace}_preview`]);
    expect(condition(suspended, 'Suspended')?.status).toBe('True');
    expect(service('preview')).toBeUndefined();
    expect(bed.awsWrites()).toEqual(before);
  }, 120_000);

  it('retained: the service goes on without its object', async () => {
    await bed.apply(read('retained.yaml'));
    await bed.untilReady(SERVICE, 'ledger');

    await kubectl(['delete', 'ecssvc/ledger', 'ecstd/ledger', '--timeout=60s']);

    const left = service('ledger');
    expect(left).toMatchObject({ status: 'ACTIVE', runningCount: 1 });
    const { tags } = bed.simulator.act('ecs', 'ListTagsForResource', { resourceArn: left?.['serviceArn'] });
    expect(tags).toEqual([{ key: 'team', value: 'payments' }]);
  }, 120_000);
});
