import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsFault } from '../../src/simulator/operation.ts';
import { condition, IntegrationBed } from '../support/integration-bed.ts';
import { serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const [TASK_DEFINITION, SERVICE] = ['ecstaskdefinitions', 'ecsservices'] as const;
const BATCH = Array.from({ length: 10 }, (_, index) => `batch-${index}`);
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 60 });
}, 60_000);

afterAll(async () => {
  await bed.stop();
}, 60_000);

async function apply(name: string): Promise<void> {
  await bed.apply([taskDefinitionManifest(name), serviceManifest(name)]);
}

describe('reads that lag', () => {
  // First of all: the reads of other services would be hit, too.
  it('MISSING just after the creation: created once', async () => {
    bed.simulator.faults.add({ operation: 'DescribeServices', kind: 'missing', count: 2 });
    await apply('missing');
    await bed.untilDeployed('missing');
    expect(bed.simulator.faults.list()).toEqual([]);
    expect(bed.awsWrites()).toEqual({ RegisterTaskDefinition: 1, CreateService: 1 });
    expect(bed.ecs.rollouts('missing')).toEqual(['SUCCESSFUL']);
  }, 60_000);

  it('one bad name in a batch of ten: nine go on, and the bad one is told', async () => {
    for (const name of BATCH) await apply(name);
    await Promise.all(BATCH.map((name) => bed.untilDeployed(name)));
    const [bad = '', ...good] = BATCH;
    const exchange = bed.simulator.exchange.bind(bed.simulator);
    bed.simulator.exchange = (service, operation, input) => {
      const names = operation === 'DescribeServices' ? (input['services'] as string[]) : [];
      if (names.includes(`${bed.namespace}_${bad}`)) {
        throw new AwsFault('InvalidParameterException', 'Invalid identifier.');
      }
      return exchange(service, operation, input);
    };
    const asked = { 'ecs-operator.dev/reconcile-requested-at': 'now' };
    await Promise.all(BATCH.map((name) => bed.annotate(SERVICE, name, asked)));
    const stalled = await bed.untilCondition(SERVICE, bad, 'Stalled', 'InvalidSpec');
    expect(condition(stalled, 'Stalled')?.message).toContain('Invalid identifier.');
    for (const name of good) await bed.until(SERVICE, name, ({ status }) => status?.['lastHandled'] !== undefined);
    await Promise.all(good.map((name) => bed.untilReady(SERVICE, name)));

    bed.simulator.exchange = exchange;
    await bed.annotate(SERVICE, bad, { 'ecs-operator.dev/reconcile-requested-at': 'again' });
    await bed.untilReady(SERVICE, bad);
    expect(BATCH.flatMap((name) => bed.ecs.rollouts(name))).toEqual(BATCH.map(() => 'SUCCESSFUL'));
  }, 60_000);
});

describe('calls that AWS does not want', () => {
  it('a storm of throttles is told after five minutes, and passes', async () => {
    bed.simulator.faults.add({ service: 'ecs', kind: 'throttle' });
    await apply('stormy');
    const waiting = await bed.untilCondition(TASK_DEFINITION, 'stormy', 'Reconciling', 'ProgressingWithRetry');
    expect(condition(waiting, 'Ready')).toMatchObject({
      status: 'False',
      message: expect.stringMatching(/Rate exceeded/),
    });
    bed.simulator.faults.clear();
    await bed.untilDeployed('stormy');
    expect(bed.ecs.revisions('stormy')).toEqual([1]);
    expect(bed.ecs.rollouts('stormy')).toEqual(['SUCCESSFUL']);
    await Promise.all(BATCH.map((name) => bed.untilReady(SERVICE, name)));
  }, 90_000);

  it('a creation that is not allowed is told, and heals when it is', async () => {
    bed.simulator.faults.add({ operation: 'CreateService', kind: 'access-denied' });
    await apply('denied');
    const told = await bed.untilCondition(SERVICE, 'denied', 'Ready', 'AccessDenied');
    expect(condition(told, 'Reconciling')?.message).toMatch(/not authorized to perform: ecs:CreateService/);
    await bed.untilCondition(SERVICE, 'denied', 'Stalled', 'AccessDenied');
    expect(bed.ecs.service('denied')).toBeUndefined();
    bed.simulator.faults.clear();
    await bed.untilDeployed('denied');
  }, 90_000);
});

describe('manifests that cannot be', () => {
  it('what only AWS can refuse stalls with its words; the running service stays, and a correction recovers', async () => {
    await apply('corrected');
    await bed.untilDeployed('corrected');
    const subnets = (id: string) => ({ networkConfiguration: { awsvpcConfiguration: { subnets: [id] } } });
    await bed.apply([serviceManifest('corrected', subnets('subnet-00000000'))]);
    const stalled = await bed.untilCondition(SERVICE, 'corrected', 'Stalled', 'InvalidSpec');
    expect(condition(stalled, 'Stalled')?.message).toMatch(
      /UpdateService: InvalidParameterException: .*subnet-00000000.* does not exist.*Correct the spec\./,
    );
    expect(bed.ecs.service('corrected')).toMatchObject({ status: 'ACTIVE', runningCount: 1 });
    expect(bed.ecs.rollouts('corrected')).toEqual(['SUCCESSFUL']);
    await bed.apply([serviceManifest('corrected', subnets('subnet-0f0f0f0f'))]);
    await bed.untilDeployed('corrected');
    expect(bed.ecs.rollouts('corrected')).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  }, 60_000);

  it.each([
    ['a misspelt field', { desiredCnt: 2 }, 'spec.desiredCnt'],
    ['a count that is none', { desiredCount: -1 }, 'spec.desiredCount'],
    ['a value that AWS does not know', { launchType: 'LAMBDA' }, 'spec.launchType'],
    [
      'no subnet',
      { networkConfiguration: { awsvpcConfiguration: {} } },
      'spec.networkConfiguration.awsvpcConfiguration.subnets',
    ],
    [
      'two task definitions',
      { taskDefinition: 'web:1' },
      '`taskDefinition` and `taskDefinitionRef` exclude each other',
    ],
  ])('kubectl apply of %s is refused in words that name the field', async (_what, change, words) => {
    const manifest = serviceManifest('refused');
    const wrong = { ...manifest, spec: { ...(manifest['spec'] as object), ...change } };
    const args = ['apply', '--server-side', '--validate=strict', '-n', bed.namespace, '-f', '-'];
    const { code, stderr } = await bed.cluster.kubectl(args, JSON.stringify(wrong));
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(await bed.read(SERVICE, 'refused')).toBeUndefined();
  });
});
