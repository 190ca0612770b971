import assert from 'node:assert/strict';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  waitUntilServicesInactive,
  waitUntilServicesStable,
  waitUntilTasksRunning,
  waitUntilTasksStopped,
} from '@aws-sdk/client-ecs';
import type { ClientCheck } from './check.ts';

const services = ['web'];

async function createService(client: ECSClient): Promise<void> {
  await client.send(new CreateClusterCommand({}));
  await client.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'nginx' }],
    }),
  );
  await client.send(
    new CreateServiceCommand({
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0123456789abcdef0'] } },
    }),
  );
}

async function followService(url: string): Promise<void> {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new ECSClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const waiter = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  const reached = async (waiting: Promise<{ state: string }>): Promise<void> => {
    assert.equal((await waiting).state, 'SUCCESS');
  };
  await createService(client);
  await reached(waitUntilServicesStable(waiter, { services }));
  const { taskArns: tasks } = await client.send(new ListTasksCommand({ serviceName: 'web' }));
  await reached(waitUntilTasksRunning(waiter, { tasks }));
  await client.send(new UpdateServiceCommand({ service: 'web', desiredCount: 0 }));
  await reached(waitUntilTasksStopped(waiter, { tasks }));
  await client.send(new DeleteServiceCommand({ service: 'web' }));
  await reached(waitUntilServicesInactive(waiter, { services }));
  client.destroy();
}

/** The waiters of the JavaScript SDK, along the life of a service. */
export const jsWaiterChecks: readonly ClientCheck[] = [
  { name: 'the waiters of the JavaScript SDK', run: followService },
];
