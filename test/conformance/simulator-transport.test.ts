import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { classify } from '../../src/aws/errors.ts';
import type { Input, OperationName } from '../../src/aws/operations.ts';
import { SdkTransport } from '../../src/aws/sdk-transport.ts';
import type { AwsTransport } from '../../src/aws/transport.ts';
import { ManualClock } from '../../src/runtime/manual-clock.ts';
import type { FaultKind } from '../../src/simulator/faults.ts';
import { type SimulatorServer, startSimulatorServer } from '../../src/simulator/http/server.ts';
import { simulatorTransport } from '../support/simulator-transport.ts';

/** The same world twice: once through SDK and HTTP, once in memory. */
let server: SimulatorServer;
let overHttp: SdkTransport;
let inMemory: AwsTransport;

beforeAll(async () => {
  server = await startSimulatorServer({ clock: new ManualClock(), seed: 1, port: 0 });
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  overHttp = new SdkTransport({ region: 'us-east-1', version: '0', endpoint: server.url, credentials });
  inMemory = simulatorTransport(server.simulator);
});

afterAll(async () => {
  overHttp.destroy();
  await server.stop();
});

async function outcome<K extends OperationName>(transport: AwsTransport, operation: K, input: Input<K>) {
  try {
    const { $metadata: _, ...output } = { $metadata: undefined, ...(await transport.send(operation, input)) };
    return output;
  } catch (error) {
    const { class: errorClass, missing, code, awsMessage } = classify(error, operation);
    return { errorClass, missing, code, awsMessage };
  }
}

/** ECS tells the launch types in another order at every reading. */
function inOrder(answer: object | undefined): object | undefined {
  if (answer === undefined || !('taskDefinition' in answer)) return answer;
  const { taskDefinition } = answer as { taskDefinition: { compatibilities?: string[] } };
  return {
    ...answer,
    taskDefinition: { ...taskDefinition, compatibilities: taskDefinition.compatibilities?.toSorted() },
  };
}

async function both<K extends OperationName>(operation: K, input: Input<K>) {
  return [await outcome(inMemory, operation, input), await outcome(overHttp, operation, input)];
}

describe('simulatorTransport answers as the SDK over HTTP does', () => {
  it('with Dates where the wire has seconds', async () => {
    await inMemory.send('RegisterTaskDefinition', {
      family: 'demo',
      containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64, environment: undefined }],
      tags: [{ key: 'a', value: 'b' }],
    });

    const [memory, http] = await both('DescribeTaskDefinition', { taskDefinition: 'demo', include: ['TAGS'] });

    expect(inOrder(memory)).toEqual(inOrder(http));
    expect(memory).toMatchObject({ taskDefinition: { registeredAt: expect.any(Date) } });
  });

  it('for refusals', async () => {
    const [memory, http] = await both('DescribeTaskDefinition', { taskDefinition: 'absent' });

    expect(memory).toEqual(http);
    expect(memory).toMatchObject({ errorClass: 'notFound', missing: 'taskDefinition' });
  });

  it('for the caller', async () => {
    const [memory, http] = await both('GetCallerIdentity', {});

    expect(memory).toEqual(http);
    expect(memory).toMatchObject({ Account: '111122223333' });
  });

  it.each<[FaultKind, string]>([
    ['throttle', 'throttle'],
    ['server-error', 'transient'],
    ['html-error', 'transient'],
    ['access-denied', 'accessDenied'],
  ])('for the fault %s', async (kind, errorClass) => {
    server.simulator.faults.add({ operation: 'DescribeTaskDefinition', kind, count: 2 });

    const [memory, http] = await both('DescribeTaskDefinition', { taskDefinition: 'demo' });

    expect(memory).toMatchObject({ errorClass });
    expect(http).toMatchObject({ errorClass });
  });

  it('for an answer that is lost after the effect', async () => {
    server.simulator.faults.add({ operation: 'RegisterTaskDefinition', kind: 'time-out', moment: 'after', count: 1 });

    const lost = await outcome(inMemory, 'RegisterTaskDefinition', {
      family: 'lost',
      containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }],
    });

    expect(lost).toMatchObject({ errorClass: 'transient' });
    expect(await inMemory.send('ListTaskDefinitions', { familyPrefix: 'lost' })).toMatchObject({
      taskDefinitionArns: [expect.stringContaining('lost:1')],
    });
  });
});
