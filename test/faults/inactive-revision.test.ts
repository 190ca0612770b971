import { expect, it } from '@jest/globals';
import { isReady, key, read, startedBed } from '../support/service-stack.ts';

it('a revision that ECS will not run any more is registered anew at once, not at its next check', async () => {
  const bed = await startedBed();
  bed.simulator.act('ecs', 'DeregisterTaskDefinition', { taskDefinition: 'shop_web:1' });
  bed.simulator.act('ecs', 'DeleteService', { cluster: 'demo', service: 'shop_web', force: true });
  // The next check is up to ten minutes away.
  await bed.until(() => bed.taskDefinitions.mustRead(key).status?.revision === 2, 240_000);
  await bed.until(() => isReady(bed) && read(bed).status?.taskDefinition?.inUse?.endsWith(':2') === true);
  const [service] = bed.simulator.act('ecs', 'DescribeServices', { cluster: 'demo', services: ['shop_web'] })
    .services as Record<string, unknown>[];
  expect(service).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
});
