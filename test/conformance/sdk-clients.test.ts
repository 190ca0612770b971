import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  ClientException,
  CreateClusterCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListDaemonsCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestBed } from './test-bed.ts';
import type { TestBed } from './test-bed.ts';

const region = 'us-east-1';
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };

let bed: TestBed;
let ecs: ECSClient;

beforeEach(async () => {
  bed = await startTestBed();
  ecs = new ECSClient({ region, credentials, endpoint: bed.server.url, maxAttempts: 1 });
});

afterEach(async () => {
  ecs.destroy();
  await bed.stop();
});

const register = new RegisterTaskDefinitionCommand({
  family: 'web',
  containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }],
});

describe('unmodified SDK clients against the simulator', () => {
  it('read what they wrote, times as dates', async () => {
    await ecs.send(register);
    const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
    expect(taskDefinition?.taskDefinitionArn).toBe('arn:aws:ecs:us-east-1:111122223333:task-definition/web:1');
    expect(taskDefinition?.registeredAt).toEqual(new Date(bed.clock.now()));
  });

  it('get modelled errors as classes, with the request id', async () => {
    const failure = ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'missing' }));
    await expect(failure).rejects.toBeInstanceOf(ClientException);
    await expect(failure).rejects.toMatchObject({
      name: 'ClientException',
      message: 'Unable to describe task definition.',
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('follow pages to the end', async () => {
    for (let count = 0; count < 3; count += 1) await ecs.send(register);
    const first = await ecs.send(new ListTaskDefinitionsCommand({ maxResults: 2 }));
    const second = await ecs.send(new ListTaskDefinitionsCommand({ maxResults: 2, nextToken: first.nextToken }));
    expect(first.taskDefinitionArns).toHaveLength(2);
    expect(second.taskDefinitionArns).toEqual(['arn:aws:ecs:us-east-1:111122223333:task-definition/web:3']);
    expect(second.nextToken).toBeUndefined();
  });

  it('are told who they are, over the query protocol', async () => {
    const sts = new STSClient({ region, credentials, endpoint: bed.server.url });
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/simulated' });
    sts.destroy();
  });

  it('reach Application Auto Scaling at the same endpoint', async () => {
    const scaling = new ApplicationAutoScalingClient({ region, credentials, endpoint: bed.server.url, maxAttempts: 1 });
    const answer = await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }));
    expect(answer.ScalableTargets).toEqual([]);
    scaling.destroy();
  });

  it('are refused what the simulator does not have', async () => {
    const failure = ecs.send(new ListDaemonsCommand({}));
    await expect(failure).rejects.toMatchObject({
      name: 'UnknownOperationException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('see injected faults as they would see those of AWS', async () => {
    await bed.admin('POST', '/_sim/faults', { operation: 'CreateCluster', kind: 'throttle', count: 1 });
    await expect(ecs.send(new CreateClusterCommand({}))).rejects.toMatchObject({ name: 'ThrottlingException' });
    await bed.admin('POST', '/_sim/faults', { operation: 'CreateCluster', kind: 'html-error', count: 1 });
    await expect(ecs.send(new CreateClusterCommand({}))).rejects.toMatchObject({ $response: { statusCode: 500 } });
    await bed.admin('POST', '/_sim/faults', {
      operation: 'CreateCluster',
      kind: 'time-out',
      moment: 'after',
      count: 1,
      delayMs: 0,
    });
    await expect(ecs.send(new CreateClusterCommand({}))).rejects.toThrow();
    expect([...bed.server.simulator.world.ecs.clusters.keys()]).toEqual(['default']);
  });
});
