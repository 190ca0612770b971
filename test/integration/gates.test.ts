import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RolloutStatus } from '../../src/api/status.ts';
import { condition, IntegrationBed } from '../support/integration-bed.ts';
import type { Observed } from '../support/integration-bed.ts';
import { serviceManifest, taskDefinitionManifest } from '../support/stack-manifests.ts';

const SERVICE = 'ecsservices';
const container = { name: 'app', portMappings: [{ containerPort: 80 }] };
const loadBalancing = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:';
let bed: IntegrationBed;

beforeAll(async () => {
  bed = await IntegrationBed.start({ speed: 120 });
}, 60_000);

afterAll(() => bed.stop(), 60_000);

function taskDefinition(image: string) {
  return taskDefinitionManifest('web', image, { containerDefinitions: [{ ...container, image }] });
}

function gatedService(approvals: readonly { lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' }[]) {
  return serviceManifest('web', {
    deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 },
    loadBalancers: [
      {
        targetGroupArn: `${loadBalancing}targetgroup/blue/0123456789abcdef`,
        containerName: 'app',
        containerPort: 80,
        advancedConfiguration: {
          alternateTargetGroupArn: `${loadBalancing}targetgroup/green/0123456789abcdef`,
          productionListenerRule: `${loadBalancing}listener-rule/app/web/0123456789abcdef/0123456789abcdef/0123456789abcdef`,
          roleArn: 'arn:aws:iam::111122223333:role/load-balancers',
        },
      },
    ],
    rollout: { approvals: [...approvals] },
  });
}

function rollout(object: Observed | undefined): Partial<RolloutStatus> {
  return object?.status?.['rollout'] ?? {};
}

/** The deployment of the newest image waits at its gate. */
async function untilWaiting(image: string): Promise<string> {
  await bed.apply([taskDefinition(image)]);
  const waiting = await bed.until(
    SERVICE,
    'web',
    (object) => rollout(object).waitsFor !== undefined && rollout(object).status === 'InProgress',
  );
  return rollout(waiting).serviceDeploymentArn?.split('/').at(-1) ?? '';
}

async function annotate(verb: 'approve' | 'abort', deployment: string): Promise<void> {
  const args = ['annotate', '--overwrite', '-n', bed.namespace, 'ecssvc/web', `ecs-operator.dev/${verb}=${deployment}`];
  const { code, stderr } = await bed.cluster.kubectl(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

async function eventReasons(): Promise<string[]> {
  const events = await bed.cluster.list<{ reason: string }>('events.k8s.io/v1/events', bed.namespace);
  return events.map(({ reason }) => reason);
}

describe('a gate on a real API server', () => {
  it('is answered with kubectl annotate, and the rollout ends Ready', async () => {
    await bed.apply([taskDefinition('app:1'), gatedService([])]);
    await bed.untilDeployed('web');
    await bed.apply([gatedService([{ lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' }])]);
    await bed.untilReady(SERVICE, 'web');
    const deployment = await untilWaiting('app:2');
    const waiting = await bed.read(SERVICE, 'web');
    expect(condition(waiting, 'Ready')?.message).toContain(`ecs-operator.dev/approve=${deployment}`);

    await annotate('approve', deployment);
    await bed.untilDeployed('web');
    expect(bed.ecs.rollouts('web')).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
    expect(await eventReasons()).toEqual(expect.arrayContaining(['ApprovalRequired', 'Approved']));
  }, 120_000);

  it('aborted rolls back, and kubectl get tells what runs', async () => {
    const deployment = await untilWaiting('app:3');
    await annotate('abort', deployment);
    await bed.untilCondition(SERVICE, 'web', 'Stalled', 'RolledBack');
    const { stdout } = await bed.cluster.kubectl(['get', 'ecssvc', '-n', bed.namespace]);
    expect(stdout.split('\n')[0]?.split(/ {2,}/)).toEqual([
      'NAME',
      'READY',
      'REASON',
      'DESIRED',
      'RUNNING',
      'REVISION',
      'AGE',
    ]);
    expect(stdout).toMatch(/web +False +RolledBack +1 +1 +\S+_web:2/);
    expect(await eventReasons()).toContain('Aborted');
  }, 120_000);
});
