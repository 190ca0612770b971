import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../operation.ts';
import { createTestService, type TestService } from '../../test-service.ts';

const images = ['app:1', 'app:2', 'app:crash', 'app:4'];
const connect = { serviceConnectConfiguration: { enabled: true, namespace: 'internal' } };

function strategy(name: string, more: Json = {}): Json {
  return { deploymentConfiguration: { strategy: name, ...more } };
}

/** A steady service of this strategy, on web:1. */
function steady(configuration: Json, creation: Json = {}): TestService {
  const service = createTestService(images);
  service.create({ ...configuration, ...connect, ...creation });
  service.untilSteady();
  return service;
}

interface Seen {
  readonly stage: unknown;
  readonly test: unknown;
  readonly production: unknown;
}

/** What the newest service deployment shows on its way to `end`, each state once, looked at four times a second. */
function story(service: TestService, end: string): Seen[] {
  service.pass(1);
  const seen: Seen[] = [];
  service.until(() => {
    const { lifecycleStage: stage, targetServiceRevision, status } = service.newest();
    const target = targetServiceRevision as Json;
    const now = {
      stage,
      test: target['requestedTestTrafficWeight'],
      production: target['requestedProductionTrafficWeight'],
    };
    if (JSON.stringify(seen.at(-1)) !== JSON.stringify(now)) seen.push(now);
    return status === end;
  });
  return seen;
}

describe('a blue/green deployment', () => {
  it('goes through its stages, and traffic moves at two of them', () => {
    const service = steady(strategy('BLUE_GREEN', { bakeTimeInMinutes: 5 }));
    service.update({ taskDefinition: 'web:2' });
    const rows = story(service, 'SUCCESSFUL').map(({ stage, test, production }) => [stage, test, production]);
    expect(rows).toEqual([
      [undefined, 0, 0],
      ['PRE_SCALE_UP', 0, 0],
      ['SCALE_UP', 0, 0],
      ['POST_SCALE_UP', 0, 0],
      ['TEST_TRAFFIC_SHIFT', 100, 0],
      ['POST_TEST_TRAFFIC_SHIFT', 100, 0],
      ['PRODUCTION_TRAFFIC_SHIFT', 100, 100],
      ['POST_PRODUCTION_TRAFFIC_SHIFT', 100, 100],
      ['BAKE_TIME', 100, 100],
      ['CLEAN_UP', 100, 100],
    ]);
  });

  it('keeps both revisions at full count until it is successful, whatever the percentages, and then cleans up', () => {
    const percentages = { maximumPercent: 100, minimumHealthyPercent: 50 };
    const service = steady(strategy('BLUE_GREEN', { bakeTimeInMinutes: 10, ...percentages }));
    service.update({ taskDefinition: 'web:2' });
    service.pass(300);
    expect(service.read()).toMatchObject({
      runningCount: 4,
      deployments: [
        { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', runningCount: 2 },
        { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 2 },
      ],
    });
    expect(service.newest()).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' });
    expect(service.newest()['sourceServiceRevisions']).toMatchObject([{ requestedProductionTrafficWeight: 0 }]);
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    expect(service.read()).toMatchObject({ runningCount: 4, deployments: [{ rolloutState: 'IN_PROGRESS' }, {}] });
    const seconds = service.until(({ deployments }) => deployments[0]?.rolloutState === 'COMPLETED');
    expect(Math.round(seconds)).toBe(38);
    expect(service.read()).toMatchObject({
      runningCount: 2,
      deployments: [{ taskDefinition: expect.stringMatching(/web:2$/) }],
    });
    expect(service.told().slice(-3)).toEqual([
      'has stopped 2 running tasks: (task) (task).',
      '(deployment ecs-svc/N) deployment completed.',
      'has reached a steady state.',
    ]);
  });

  it('runs its stages for the first deployment of a service too', () => {
    const service = createTestService(images);
    service.create(strategy('BLUE_GREEN', { bakeTimeInMinutes: 1 }));
    const shown = story(service, 'SUCCESSFUL').map(({ stage }) => stage);
    expect(shown.slice(1, 3)).toEqual(['PRE_SCALE_UP', 'SCALE_UP']);
    expect(service.newest()).toMatchObject({ sourceServiceRevisions: [] });
    service.untilSteady();
  });

  it('of nothing needs no tasks', () => {
    const service = steady(strategy('BLUE_GREEN'), { desiredCount: 0 });
    service.update({ taskDefinition: 'web:2' });
    service.pass(1);
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    service.untilSteady();
    expect(service.read().deployments).toHaveLength(1);
  });

  it('scales both revisions when the count changes meanwhile', () => {
    const service = steady(strategy('BLUE_GREEN', { bakeTimeInMinutes: 30 }));
    service.update({ taskDefinition: 'web:2' });
    service.until(() => service.newest()['lifecycleStage'] === 'BAKE_TIME');
    service.update({ desiredCount: 3 });
    service.until(({ runningCount }) => runningCount === 6);
    service.update({ desiredCount: 1 });
    service.until(({ runningCount, pendingCount }) => runningCount + pendingCount === 2);
    expect(service.newest()).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' });
  });

  it('replaces tasks of the old revision that die while it has the traffic', () => {
    const service = steady(strategy('BLUE_GREEN', { bakeTimeInMinutes: 30 }));
    service.update({ taskDefinition: 'web:2' });
    service.until(() => service.newest()['lifecycleStage'] === 'BAKE_TIME');
    for (const task of service.tasks()) service.ecs('StopTask', { cluster: 'demo', task: task['taskArn'] });
    service.until(
      ({ deployments }) => deployments.length === 2 && deployments.every((each) => each.runningCount === 2),
    );
  });

  it('that is superseded is put in order first, and the newest revision wins', () => {
    const service = steady(strategy('BLUE_GREEN', { bakeTimeInMinutes: 5 }));
    const [blue] = service.read().deployments;
    service.update({ taskDefinition: 'web:2' });
    service.until(() => service.newest()['lifecycleStage'] === 'BAKE_TIME');
    const superseded = service.newest()['serviceDeploymentArn'];
    service.update({ taskDefinition: 'web:4' });
    const [first, second] = story(service, 'SUCCESSFUL').map(({ stage }) => stage);
    expect([first, second]).toEqual([undefined, 'RECONCILE_SERVICE']);
    service.untilSteady();
    expect(service.read().deployments).toMatchObject([{ taskDefinition: expect.stringMatching(/web:4$/) }]);
    const told = service.ecs('DescribeServiceDeployments', { serviceDeploymentArns: [superseded] });
    expect((told['serviceDeployments'] as Json[])[0]).toMatchObject({ status: 'STOPPED' });
    expect(blue?.id).not.toBe(service.read().deployments[0]?.id);
  });

  it('changes to ROLLING and back', () => {
    const service = steady(strategy('BLUE_GREEN'));
    service.update({ taskDefinition: 'web:2', ...strategy('ROLLING') });
    expect(new Set(story(service, 'SUCCESSFUL').map(({ stage }) => stage))).toEqual(new Set([undefined]));
    service.untilSteady();
    service.update({ taskDefinition: 'web:4', ...strategy('BLUE_GREEN') });
    expect(story(service, 'SUCCESSFUL').map(({ stage }) => stage)).toContain('CLEAN_UP');
    service.untilSteady();
  });

  it('goes on identically from a dump', () => {
    const service = steady(strategy('BLUE_GREEN', { bakeTimeInMinutes: 5 }));
    service.update({ taskDefinition: 'web:2' });
    service.until(() => service.newest()['lifecycleStage'] === 'BAKE_TIME');
    service.restore(service.dump());
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    service.untilSteady();
  });
});

describe('a rollback of a deployment that shifts traffic', () => {
  it('puts the old revision back with all the traffic', () => {
    const service = steady(strategy('BLUE_GREEN', { bakeTimeInMinutes: 5 }));
    const [blue] = service.read().deployments;
    service.update({ taskDefinition: 'web:2' });
    service.until(() => service.newest()['lifecycleStage'] === 'BAKE_TIME');
    const { serviceDeploymentArn } = service.newest();
    service.ecs('StopServiceDeployment', { serviceDeploymentArn });
    const { lifecycleStage, targetServiceRevision, sourceServiceRevisions } = service.newest();
    expect(lifecycleStage).toBeUndefined();
    expect(targetServiceRevision).toMatchObject({ requestedProductionTrafficWeight: 0, requestedTestTrafficWeight: 0 });
    expect(sourceServiceRevisions).toMatchObject([{ requestedProductionTrafficWeight: 100 }]);
    service.untilSteady();
    expect(service.newest()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    expect(service.read()).toMatchObject({ runningCount: 2, deployments: [{ id: blue?.id }] });
  });

  it('comes from the circuit breaker while the old revision keeps running', () => {
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
    const service = steady(strategy('CANARY', breaker));
    service.update({ taskDefinition: 'web:3' });
    const least: number[] = [];
    service.until(({ deployments, runningCount }) => {
      least.push(runningCount);
      return deployments[1]?.rolloutState === 'FAILED';
    });
    expect(Math.min(...least)).toBeGreaterThanOrEqual(2);
    service.untilSteady();
    expect(service.newest()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    });
  });

  it('goes back to the revision whose clean-up had not ended', () => {
    const service = steady(strategy('BLUE_GREEN'));
    service.update({ taskDefinition: 'web:2' });
    service.pass(1);
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    const [green] = service.read().deployments;
    service.update({ taskDefinition: 'web:4' });
    service.pass(20);
    service.ecs('StopServiceDeployment', { serviceDeploymentArn: service.newest()['serviceDeploymentArn'] });
    service.untilSteady();
    expect(service.read().deployments).toMatchObject([{ id: green?.id, rolloutState: 'COMPLETED' }]);
  });
});

describe('linear and canary deployments', () => {
  const weights = (service: TestService): unknown[] => [
    ...new Set(story(service, 'SUCCESSFUL').map(({ production }) => production)),
  ];

  it.each<[string, Json, number[], number]>([
    ['LINEAR', { linearConfiguration: { stepPercent: 30, stepBakeTimeInMinutes: 2 } }, [0, 30, 60, 90, 100], 6],
    ['CANARY', { canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 } }, [0, 10, 100], 5],
  ])('%s moves in steps that are baked', (name, steps, expected, minutes) => {
    const service = steady(strategy(name, { ...steps, bakeTimeInMinutes: 0 }));
    const start = service.clock.now();
    service.update({ taskDefinition: 'web:2' });
    expect(weights(service)).toEqual(expected);
    const took = (service.clock.now() - start) / 60_000;
    expect(took).toBeGreaterThan(minutes);
    expect(took).toBeLessThan(minutes + 1.1);
  });

  it('fill in the defaults of their steps', () => {
    const service = steady(strategy('LINEAR', { linearConfiguration: {} }));
    expect(service.read()['deploymentConfiguration']).toMatchObject({
      linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: 6 },
    });
  });
});
