import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestService, type TestService } from './test-service.ts';

const images = ['app:1', 'app:2', 'app:crash', 'app:4'];

function started(): TestService {
  const service = createTestService(images);
  service.create({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } });
  return service;
}

describe('the scheduler', () => {
  it('does the same in one leap of the clock as step by step', () => {
    const [leaping, stepping] = [started(), started()];
    for (const service of [leaping, stepping]) service.update({ taskDefinition: 'web:3' });
    leaping.clock.advance(1_200_000);
    for (let second = 0; second < 1_200; second += 1) stepping.clock.advance(1_000);
    expect(leaping.world).toEqual(stepping.world);
  });

  it('catches up, each change at its own time, when it was stopped meanwhile', () => {
    const [late, running] = [started(), started()];
    late.stop();
    for (const service of [late, running]) service.clock.advance(120_000);
    late.start();
    late.clock.advance(0);
    expect(late.world).toEqual(running.world);
  });

  it('goes on after a dump is restored as if nothing had been', () => {
    const [restored, running] = [started(), started()];
    for (const service of [restored, running]) {
      service.untilSteady();
      service.update({ taskDefinition: 'web:2' });
      service.pass(30);
    }
    restored.restore(restored.dump());
    for (const service of [restored, running]) service.untilSteady();
    expect(restored.world).toEqual(running.world);
  });

  it('waits for hours with services that do not change, until they say again that they are steady', () => {
    const service = started();
    service.untilSteady();
    service.pass(60);
    expect(service.clock.pendingTimers).toBe(1);
    const before = service.told();
    service.pass(5 * 3_600);
    expect(service.told()).toEqual(before);
    service.pass(3_600);
    expect(service.told()).toEqual([...before, 'has reached a steady state.']);
  });

  it('brings every service to a steady state, whatever was asked of it on the way', () => {
    const change = fc.oneof(
      fc.record({ desiredCount: fc.integer({ min: 0, max: 5 }) }),
      fc.record({ taskDefinition: fc.constantFrom('web:1', 'web:2', 'web:3', 'web:4') }),
      fc.constant({ forceNewDeployment: true }),
      fc.record({
        deploymentConfiguration: fc.constantFrom(
          { maximumPercent: 150, minimumHealthyPercent: 50 },
          { maximumPercent: 200, minimumHealthyPercent: 0 },
          { maximumPercent: 200, minimumHealthyPercent: 100 },
        ),
      }),
    );
    const script = fc.array(fc.tuple(change, fc.integer({ min: 0, max: 200 })), { maxLength: 6 });
    fc.assert(
      fc.property(script, (steps) => {
        const service = started();
        for (const [request, seconds] of steps) {
          service.update(request);
          service.pass(seconds);
          expectSound(service);
        }
        service.update({ taskDefinition: 'web:4', deploymentConfiguration: { minimumHealthyPercent: 0 } });
        service.untilSteady();
        expect(service.read().deployments).toHaveLength(1);
        expect(service.tasks().map((task) => task['taskDefinitionArn'])).toEqual(
          Array.from({ length: service.read().desiredCount }, () => service.read().taskDefinition),
        );
      }),
      { numRuns: 40 },
    );
  });
});

/** What holds of a service at every moment. */
function expectSound(service: TestService): void {
  const { deployments, events, runningCount, pendingCount } = service.read();
  expect(deployments.filter(({ status }) => status === 'PRIMARY')).toHaveLength(1);
  expect(deployments[0]?.status).toBe('PRIMARY');
  expect(events.length).toBeLessThanOrEqual(100);
  expect(service.tasks()).toHaveLength(runningCount + pendingCount);
  expect(new Set(deployments.map(({ id }) => id)).size).toBe(deployments.length);
}
