import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { createTestService, type TestService } from '../test-service.ts';
import { meetsEarlyCriteria } from './early-success.ts';

describe('early success criteria', () => {
  const blocking = { enable: true, healthyPercent: 50, sourceServiceRevisionCleanup: 'BLOCKING' } as const;
  const deferred = { ...blocking, sourceServiceRevisionCleanup: 'DEFERRED' } as const;

  it.each([
    ['off', { ...blocking, enable: false }, { desired: 2, healthy: 2, old: 0 }, false],
    ['too few', blocking, { desired: 3, healthy: 1, old: 0 }, false],
    ['rounded up', blocking, { desired: 3, healthy: 2, old: 0 }, true],
    ['blocked by old tasks', blocking, { desired: 2, healthy: 2, old: 1 }, false],
    ['old tasks go later', deferred, { desired: 2, healthy: 1, old: 2 }, true],
  ])('%s', (_what, criteria, counts, met) => {
    expect(meetsEarlyCriteria(criteria, counts)).toBe(met);
  });

  function updating(sourceServiceRevisionCleanup: string): TestService {
    const service = createTestService(['app:1', 'app:2']);
    const criteria = { enable: true, healthyPercent: 50, sourceServiceRevisionCleanup };
    const deploymentConfiguration: Json = {
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      earlySuccessCriteria: criteria,
    };
    service.create({ desiredCount: 4, deploymentConfiguration });
    service.untilSteady();
    service.update({ taskDefinition: 'web:2' });
    service.until(() => service.newest()['status'] !== 'SUCCESSFUL');
    return service;
  }

  it('DEFERRED ends the deployment while old tasks run; the rollout completes behind it', () => {
    const service = updating('DEFERRED');
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    expect(service.read().deployments).toMatchObject([{ rolloutState: 'IN_PROGRESS' }, { status: 'ACTIVE' }]);
    service.untilSteady();
    expect(service.read().deployments).toHaveLength(1);
  });

  it('BLOCKING waits until none is meant to run', () => {
    const service = updating('BLOCKING');
    service.until(() => service.newest()['status'] === 'SUCCESSFUL');
    expect(service.read().deployments).toHaveLength(1);
    service.untilSteady();
  });
});
