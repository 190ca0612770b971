import { describe, expect, it, jest } from '@jest/globals';
import type { RolloutStatus } from '../../src/api/status.ts';
import { serviceAdminActions } from '../../src/simulator/elastic-container-service/services/admin.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import {
  awsWrites,
  condition,
  deployments,
  isReady,
  key,
  read,
  service,
  spec,
  stackBed,
  wanted,
} from '../support/service-stack.ts';
import { blueGreen, deploy, loadBalancers, type Configuration } from '../support/traffic-shift.ts';

// Hours of bake time, looked at every second.
jest.setTimeout(60_000);

const strategies: Record<'blue/green' | 'linear' | 'canary', Configuration> = {
  'blue/green': blueGreen,
  linear: {
    strategy: 'LINEAR',
    bakeTimeInMinutes: 5,
    linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 20 },
  },
  canary: {
    strategy: 'CANARY',
    bakeTimeInMinutes: 5,
    canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 45 },
  },
};
const names = ['blue/green', 'linear', 'canary'] as const;

/** Up on `app:1` with this configuration. Its deadline is far shorter than what it bakes. */
async function bedOf(deploymentConfiguration: Configuration): Promise<OperatorBed> {
  const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
  const bed = stackBed('app:1', {
    ...spec,
    loadBalancers,
    deploymentConfiguration: { ...breaker, ...deploymentConfiguration },
    rollout: { progressDeadlineSeconds: 600 },
  });
  bed.start();
  await bed.until(() => isReady(bed), 14_400_000);
  await bed.pass(300_000);
  return bed;
}

/** What `look` shows until it is `last`, each value once; no Ready=True is seen before ECS calls it a success. */
async function seen(bed: OperatorBed, look: (rollout: RolloutStatus) => unknown, last: () => boolean) {
  const shown: unknown[] = [];
  await bed.until(() => {
    const { rollout } = read(bed).status ?? {};
    const succeeded = deployments(bed)[0]?.status === 'SUCCESSFUL';
    if (wanted(bed) && !succeeded) expect(condition(bed, 'Ready')?.status).not.toBe('True');
    expect(condition(bed, 'Ready')?.reason).not.toBe('ProgressDeadlineExceeded');
    const value = rollout?.status === 'InProgress' ? look(rollout) : undefined;
    if (value !== undefined && value !== shown.at(-1)) shown.push(value);
    return last();
  }, 14_400_000);
  return shown;
}

function deployed(bed: OperatorBed): () => boolean {
  return () => wanted(bed) && isReady(bed) && deployments(bed).length === 2;
}

describe.each(names)('%s', (name) => {
  it('makes one deployment of a new image, Ready when it has baked and not before, and is left alone', async () => {
    const bed = await bedOf(strategies[name]);
    const before = awsWrites(bed).length;
    const start = bed.clock.now();
    deploy(bed, 'app:2');
    const stages = await seen(bed, ({ lifecycleStage }) => lifecycleStage, deployed(bed));
    expect(stages).toEqual(expect.arrayContaining(['SCALE_UP', 'BAKE_TIME']));
    expect(bed.clock.now() - start).toBeGreaterThan(45 * 60_000);
    expect(read(bed).status?.rollout).toMatchObject({ status: 'Successful', trafficWeight: 100 });
    await bed.pass(3_600_000);
    expect(awsWrites(bed).slice(before)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
    expect(isReady(bed)).toBe(true);
  });

  it('is rolled back with a failing image, says why, and is not tried again', async () => {
    const bed = await bedOf(strategies[name]);
    deploy(bed, 'app:crash');
    await bed.until(() => condition(bed, 'Stalled')?.reason === 'RolledBack', 7_200_000);
    expect(condition(bed, 'Stalled')?.message).toMatch(/shop_web:2.*exited with code 1/s);
    const before = awsWrites(bed).length;
    await bed.pass(7_200_000);
    expect(awsWrites(bed)).toHaveLength(before);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
    expect(service(bed)).toMatchObject({ taskDefinition: expect.stringMatching(/shop_web:1$/), runningCount: 2 });
    deploy(bed, 'app:3');
    await bed.until(() => wanted(bed) && isReady(bed), 14_400_000);
    expect(deployments(bed)).toHaveLength(3);
  });
});

describe('traffic', () => {
  it.each([
    ['blue/green', [0, 100]],
    ['linear', [0, 25, 50, 75, 100]],
    ['canary', [0, 10, 100]],
  ] as const)('of %s is told as it moves', async (name, weights) => {
    const bed = await bedOf(strategies[name]);
    deploy(bed, 'app:2');
    expect(await seen(bed, ({ trafficWeight }) => trafficWeight, deployed(bed))).toEqual(weights);
  });

  it('that ECS moved to the alternate target group is not moved back', async () => {
    const bed = await bedOf(blueGreen);
    deploy(bed, 'app:2');
    await bed.until(deployed(bed), 14_400_000);
    const before = awsWrites(bed).length;
    swapTargetGroups(bed);
    // A restart, and a change of something else, look at every field anew.
    bed.kill();
    bed.start();
    bed.services.changeSpec(key, (present) => ({ ...present, desiredCount: 3 }));
    await bed.until(() => isReady(bed) && read(bed).status?.runningCount === 3);
    await bed.pass(3_600_000);
    expect(awsWrites(bed).slice(before)).toEqual(['UpdateService']);
    expect(deployments(bed)).toHaveLength(2);
  });
});

/** As ECS reads a service back once traffic has moved. */
function swapTargetGroups(bed: OperatorBed): void {
  for (const { rollout } of bed.simulator.world.services.services.values()) {
    for (const balancer of rollout.loadBalancers) {
      const { targetGroupArn, advancedConfiguration } = balancer;
      balancer.targetGroupArn = advancedConfiguration?.alternateTargetGroupArn;
      balancer.advancedConfiguration = { ...advancedConfiguration, alternateTargetGroupArn: targetGroupArn };
    }
  }
}

describe('a blue/green deployment', () => {
  const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:check';
  const hook = {
    targetType: 'AWS_LAMBDA' as const,
    hookTargetArn: functionArn,
    roleArn: 'arn:aws:iam::111122223333:role/hooks',
    lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT' as const],
  };
  const alarms = { alarmNames: ['errors'], enable: true, rollback: true };

  it.each([
    ['a function refuses', 'set-hook', { functionArn, hookStatus: 'FAILED' }, /returned FAILED/],
    ['an alarm goes off in the bake', 'set-alarm', { name: 'errors', state: 'ALARM' }, /alarms in ALARM: errors/i],
  ] as const)(
    'that %s is rolled back with that reason, and is not tried again',
    async (_why, action, input, reason) => {
      const bed = await bedOf({ ...blueGreen, alarms, lifecycleHooks: [hook] });
      deploy(bed, 'app:2');
      if (action === 'set-alarm') await bed.until(() => read(bed).status?.rollout?.lifecycleStage === 'BAKE_TIME');
      serviceAdminActions[action]?.(bed.simulator.context, input);
      await bed.until(() => condition(bed, 'Stalled')?.reason === 'RolledBack', 7_200_000);
      expect(condition(bed, 'Stalled')?.message).toMatch(reason);
      const before = awsWrites(bed).length;
      await bed.pass(7_200_000);
      expect(awsWrites(bed)).toHaveLength(before);
      expect(deployments(bed).map(({ status }) => status)).toEqual(['ROLLBACK_SUCCESSFUL', 'SUCCESSFUL']);
    },
  );

  it('that is the first and fails has nothing to go back to: told, and not tried again', async () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
    const bed = stackBed('app:crash', {
      ...spec,
      loadBalancers,
      deploymentConfiguration: { ...breaker, ...blueGreen },
    });
    bed.start();
    await bed.until(() => condition(bed, 'Stalled')?.status === 'True', 7_200_000);
    expect(condition(bed, 'Stalled')).toMatchObject({ reason: 'DeploymentFailed' });
    expect(condition(bed, 'Stalled')?.message).toContain('exited with code 1');
    await bed.pass(3_600_000);
    expect(deployments(bed)).toHaveLength(1);
  });

  it('that is replaced by a newer image before it ended: the newer one is awaited', async () => {
    const bed = await bedOf(blueGreen);
    deploy(bed, 'app:2');
    await bed.until(() => read(bed).status?.rollout?.lifecycleStage === 'BAKE_TIME');
    deploy(bed, 'app:3');
    await bed.until(() => wanted(bed) && isReady(bed), 14_400_000);
    expect(deployments(bed).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
    expect(read(bed).status?.history?.at(-1)).toMatchObject({ result: 'Superseded' });
    expect(service(bed)).toMatchObject({ taskDefinition: expect.stringMatching(/shop_web:3$/) });
  });
});
