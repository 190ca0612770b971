import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at } from '../setup.ts';
import type { CaseSetups, Names } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import { createFargate, demo, registerFargate, until } from './service-scenes.ts';

/** A service with one running task, whose id the case's input names. */
async function runningTask(bed: TestBed, names: Names): Promise<void> {
  await demo(bed);
  await createFargate(bed, 'web', { desiredCount: 1 });
  await until(bed, 'web', ({ runningCount }) => runningCount === 1);
  const { taskArns } = await bed.call('ListTasks', { cluster: 'demo' });
  names.set('<task>', String(at(taskArns, 0)).split('/').at(-1) ?? '');
}

async function expectRefusal(bed: TestBed, operation: string, input: Json, code: string): Promise<void> {
  const { status, body } = await bed.send(operation, input);
  assert.deepEqual([status, body['__type']], [400, code]);
}

export const setups: CaseSetups = {
  'ecs-putaccountsetting': {
    ignore: { '$.setting.principalArn': 'the recording was made by another user; checked below' },
    check: async ([answer], bed) => {
      assert.equal(at(answer?.body, 'setting', 'principalArn'), 'arn:aws:iam::111122223333:user/simulated');
      const put = { name: 'containerInsights', value: 'disabled' };
      const { setting } = await bed.call('PutAccountSettingDefault', put);
      assert.equal(at(setting, 'principalArn'), 'arn:aws:iam::111122223333:root');
      await bed.call('PutAccountSetting', { ...put, value: 'enabled' });
      await expectRefusal(bed, 'PutAccountSetting', { ...put, value: 'ENABLED' }, 'InvalidParameterException');
    },
  },
  'ecs-listservicesbynamespace': {
    prepare: async (bed) => {
      await demo(bed);
      await bed.call('CreateCluster', { clusterName: 'other' });
      const serviceConnectConfiguration = { enabled: true, namespace: 'local' };
      await createFargate(bed, 'web', { serviceConnectConfiguration });
      await createFargate(bed, 'api', { cluster: 'other', serviceConnectConfiguration });
      await createFargate(bed, 'alone');
      await createFargate(bed, 'elsewhere', { serviceConnectConfiguration: { enabled: true, namespace: 'global' } });
    },
  },
  'ecs-updatetaskprotection-enable': {
    prepare: runningTask,
    check: async ([answer], bed, names) => {
      const now = bed.clock.now() / 1000;
      const expiration = (body: Json | undefined): unknown => at(body, 'protectedTasks', 0, 'expirationDate');
      assert.equal(Math.round(Number(expiration(answer?.body)) - now), 3_600);
      const input = { cluster: 'demo', tasks: [names.get('<task>')], protectionEnabled: true };
      const withDefault = await bed.call('UpdateTaskProtection', input);
      assert.equal(Math.round(Number(expiration(withDefault)) - now), 7_200);
      for (const expiresInMinutes of [0, 2_881]) {
        const refused = { ...input, expiresInMinutes };
        await expectRefusal(bed, 'UpdateTaskProtection', refused, 'InvalidParameterException');
      }
      const tasks = Array.from({ length: 11 }, (_, index) => `task${index}`);
      await expectRefusal(bed, 'UpdateTaskProtection', { ...input, tasks }, 'InvalidParameterException');
    },
  },
  'ecs-gettaskprotection': {
    prepare: async (bed, names) => {
      await runningTask(bed, names);
      const tasks = [names.get('<task>')];
      await bed.call('UpdateTaskProtection', { cluster: 'demo', tasks, protectionEnabled: true });
    },
    check: async (_answers, bed, names) => {
      const tasks = Array.from({ length: 101 }, (_, index) => `task${index}`);
      await expectRefusal(bed, 'GetTaskProtection', { cluster: 'demo', tasks }, 'InvalidParameterException');
      bed.advance(121 * 60);
      const over = await bed.call('GetTaskProtection', { cluster: 'demo', tasks: [names.get('<task>')] });
      assert.equal(at(over, 'protectedTasks', 0, 'protectionEnabled'), false);
    },
  },
  'ecs-executecommand-not-enabled': {
    prepare: runningTask,
    check: async (_answers, bed) => {
      await registerFargate(bed, 'shell', { more: { taskRoleArn: 'arn:aws:iam::111122223333:role/shell' } });
      await createFargate(bed, 'shell', { taskDefinition: 'shell', desiredCount: 1, enableExecuteCommand: true });
      await until(bed, 'shell', ({ runningCount }) => runningCount === 1);
      const { taskArns } = await bed.call('ListTasks', { cluster: 'demo', serviceName: 'shell' });
      const input = { cluster: 'demo', task: at(taskArns, 0), interactive: true, command: '/bin/sh' };
      await expectRefusal(bed, 'ExecuteCommand', input, 'InvalidParameterException');
      bed.advance(30);
      const { session } = await bed.call('ExecuteCommand', input);
      assert.match(String(at(session, 'streamUrl')), /^wss:/);
    },
  },
};
