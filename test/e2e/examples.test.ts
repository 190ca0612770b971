import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';
import { condition, IntegrationBed } from '../support/integration-bed.ts';

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
    await bed.untilReady(SERVICE, 'worker');

    await kubectl(['scale', 'ecssvc/worker', '--replicas=3']);
    await bed.until(SERVICE, 'worker', ({ status }) => status?.['runningCount'] === 3);
    await kubectl(['apply', '--server-side', '-f', '-'], manifest.replace(/^ {2}desiredCount: 1\n/m, ''));

    await bed.untilReady(SERVICE, 'worker');
    expect(await kubectl(['get', 'ecssvc', 'worker', '-o', 'jsonpath={.spec.desiredCount}'])).toBe('3');
    expect(service('worker')).toMatchObject({ desiredCount: 3, runningCount: 3 });
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

describe('examples/README.md', () => {
  it('names every example', () => {
    const readme = read('README.md');
    const named = files.filter((file) => !file.startsWith('quickstart/'));
    expect(named.filter((file) => !readme.includes(`](${file})`))).toEqual([]);
  });

  it('its commands work in a sandbox, in their order', async () => {
    const command = /^ {4}npx ecs-operator (.*)$/m.exec(read('README.md'))?.[1] ?? '';
    const sandbox = spawn(process.execPath, [join(root, 'bin/ecs-operator.mjs'), ...command.split(' ')]);
    try {
      const lines = { out: '' };
      sandbox.stdout.setEncoding('utf8').on('data', (chunk: string) => (lines.out += chunk));
      await waitFor('the sandbox to be up', () => lines.out.includes('Ctrl-C'), Boolean, 60_000);
      const blocks = [...read('README.md').matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
      expect(blocks).toHaveLength(3);

      const { code, out } = await inShell([lines.out, 'set -e', ...blocks, 'kubectl get ecs']);

      expect({ code, out }).toMatchObject({ code: 0 });
      expect(out).toContain('ecsservice.ecs-operator.dev/web condition met');
      expect(out).toMatch(/Warning +RolledBack/);
      expect(out.trimEnd().split('\n').at(-1)).toBe('No resources found in default namespace.');
    } finally {
      sandbox.kill('SIGINT');
      await once(sandbox, 'close');
    }
  }, 240_000);
});

/** Runs the lines in a shell, in the checkout; everything that they print. */
async function inShell(lines: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn('bash', ['-c', lines.join('\n')], { cwd: root });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  }
  const code = await new Promise<number | null>((end) => child.on('close', end));
  return { code, out };
}
