import { describe, expect, it, jest } from '@jest/globals';
import type { OperatorBed } from '../support/operator-bed.ts';
import { awsWrites, condition, deployments, isReady, read, spec, stackBed } from '../support/service-stack.ts';
import { deploy, loadBalancers, type Configuration } from '../support/traffic-shift.ts';

// Hours of waiting, looked at every second.
jest.setTimeout(60_000);

describe('a PAUSE hook', () => {
  const lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] = ['POST_TEST_TRAFFIC_SHIFT'];
  const lifecycleHooks: NonNullable<Configuration['lifecycleHooks']> = [
    { targetType: 'PAUSE', lifecycleStages, timeoutConfiguration: { timeoutInMinutes: 600 } },
  ];

  function hook(bed: OperatorBed): { serviceDeploymentArn: string; hookId: string } | undefined {
    const serviceDeploymentArns = [read(bed).status?.rollout?.serviceDeploymentArn];
    if (serviceDeploymentArns[0] === undefined) return undefined;
    const answer = bed.simulator.act('ecs', 'DescribeServiceDeployments', { serviceDeploymentArns });
    const [found] = answer.serviceDeployments as {
      serviceDeploymentArn: string;
      lifecycleHookDetails?: { hookId: string; status: string }[];
    }[];
    const [first] = found?.lifecycleHookDetails ?? [];
    if (found === undefined || first?.status !== 'AWAITING_ACTION') return undefined;
    return { serviceDeploymentArn: found.serviceDeploymentArn, hookId: first.hookId };
  }

  /** Every deployment pauses, the first one too. */
  async function pausedBed(): Promise<OperatorBed> {
    const bed = stackBed('app:1', {
      ...spec,
      loadBalancers,
      deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, lifecycleHooks },
      rollout: { progressDeadlineSeconds: 600 },
    });
    bed.start();
    await bed.until(() => hook(bed) !== undefined);
    await bed.pass(10_000);
    return bed;
  }

  it('waits for a decision as long as it takes, and says so', async () => {
    const bed = await pausedBed();
    const writes = bed.kube.writes.operator;
    await bed.pass(3_600_000);
    bed.kill();
    bed.start();
    await bed.pass(3_600_000);
    expect(condition(bed, 'Reconciling')).toMatchObject({ status: 'True', reason: 'Progressing' });
    expect(condition(bed, 'Ready')?.message).toContain('waits for approval');
    expect(read(bed).status?.rollout?.waitsFor).toMatchObject([{ hookId: hook(bed)?.hookId }]);
    expect(bed.kube.writes.operator).toBe(writes);
  });

  it('that is continued after hours leaves the deployment the time that it needs', async () => {
    const bed = await pausedBed();
    await bed.pass(7_200_000);
    bed.simulator.act('ecs', 'ContinueServiceDeployment', { ...hook(bed) });
    await bed.until(() => {
      expect(condition(bed, 'Ready')?.reason).not.toBe('ProgressDeadlineExceeded');
      return isReady(bed);
    });
    expect(deployments(bed)).toMatchObject([{ status: 'SUCCESSFUL' }]);
  });

  it('that is answered with ROLLBACK is told as such', async () => {
    const bed = await pausedBed();
    bed.simulator.act('ecs', 'ContinueServiceDeployment', { ...hook(bed) });
    await bed.until(() => isReady(bed));
    deploy(bed, 'app:2');
    await bed.until(() => hook(bed) !== undefined);
    bed.simulator.act('ecs', 'ContinueServiceDeployment', { ...hook(bed), action: 'ROLLBACK' });
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'RolledBack');
    expect(condition(bed, 'Stalled')?.message).toMatch(/hook/i);
    const before = awsWrites(bed).length;
    await bed.pass(3_600_000);
    expect(awsWrites(bed)).toHaveLength(before);
  });
});
