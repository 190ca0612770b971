import { expect, it } from '@jest/globals';
import { condition, key, startedBed } from '../support/service-stack.ts';

it('a deletion that takes long names the tasks that it waits for, and ends', async () => {
  const bed = await startedBed();
  bed.kill();
  bed.services.delete(key);
  await bed.pass(300_000);
  bed.start();
  await bed.until(() => condition(bed, 'Ready')?.message.includes('Waiting for tasks that have not stopped') === true);
  expect(condition(bed, 'Ready')).toMatchObject({ status: 'False', reason: 'Deleting' });
  expect(
    condition(bed, 'Ready')?.message.match(/[0-9a-f]{32} \((DEACTIVATING|STOPPING|DEPROVISIONING|RUNNING)\)/g),
  ).toHaveLength(2);
  await bed.until(() => bed.services.read(key) === undefined);
});
