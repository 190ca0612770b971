import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { createTestAccount, fargateDefinition, smallDefinition } from '../../test-account.ts';

function registered(definition: Json): Json {
  return createTestAccount().ecs('RegisterTaskDefinition', definition)['taskDefinition'] as Json;
}

function container(members: Json, task: Json = {}): Json {
  return (registered(fargateDefinition(members, task))['containerDefinitions'] as Json[])[0] ?? {};
}

describe('what reads back', () => {
  it('has sizes as plain numbers in text', () => {
    const definition = registered(fargateDefinition({}, { cpu: '1 vCPU', memory: '2 GB' }));
    expect(definition).toMatchObject({ cpu: '1024', memory: '2048' });
  });

  it('has the host port of awsvpc, and tcp', () => {
    expect(container({ portMappings: [{ containerPort: 80 }] })).toMatchObject({
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
    });
  });

  it('has host port 0 where the instance picks one', () => {
    const definition = registered({
      family: 'web',
      networkMode: 'bridge',
      containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64, portMappings: [{ containerPort: 80 }] }],
    });
    expect(definition).toMatchObject({ containerDefinitions: [{ portMappings: [{ hostPort: 0 }] }] });
  });

  it('has the times of a health check', () => {
    const healthCheck = { command: ['CMD', 'true'], timeout: 9 };
    expect(container({ healthCheck })['healthCheck']).toEqual({ ...healthCheck, interval: 30, retries: 3 });
  });

  it('has both lists of capabilities where one is given, and no other empty lists', () => {
    const logConfiguration = { logDriver: 'splunk' };
    const plain = container({ logConfiguration, linuxParameters: { initProcessEnabled: true } });
    expect(plain['logConfiguration']).toEqual(logConfiguration);
    expect(plain['linuxParameters']).toEqual({ initProcessEnabled: true });
    const dropping = container({ linuxParameters: { capabilities: { drop: ['ALL'] } } });
    expect(dropping['linuxParameters']).toEqual({ capabilities: { add: [], drop: ['ALL'] } });
  });

  it('has the defaults of volumes', () => {
    const volumes = [
      { name: 'scratch' },
      { name: 'shared', efsVolumeConfiguration: { fileSystemId: 'fs-1' } },
      { name: 'local', dockerVolumeConfiguration: {} },
      { name: 'late', configuredAtLaunch: true },
    ];
    expect(registered({ ...smallDefinition('web'), volumes })['volumes']).toEqual([
      { name: 'scratch', host: {} },
      { name: 'shared', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/' } },
      { name: 'local', dockerVolumeConfiguration: { scope: 'task', driver: 'local' } },
      { name: 'late', configuredAtLaunch: true },
    ]);
  });

  it('keeps what is not filled in absent', () => {
    const definition = registered(smallDefinition('web'));
    for (const member of ['networkMode', 'runtimePlatform', 'requiresCompatibilities', 'cpu', 'requiresAttributes']) {
      expect(definition).not.toHaveProperty(member);
    }
  });

  it('comes in another order at every reading', () => {
    const account = createTestAccount();
    const environment = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name, value: name }));
    account.ecs('RegisterTaskDefinition', fargateDefinition({ environment }));
    const read = (): { name: string }[] => {
      const { taskDefinition } = account.ecs('DescribeTaskDefinition', { taskDefinition: 'web' });
      return (taskDefinition as { containerDefinitions: [{ environment: { name: string }[] }] }).containerDefinitions[0]
        .environment;
    };
    const orders = new Set(
      Array.from({ length: 10 }, () =>
        read()
          .map(({ name }) => name)
          .join(''),
      ),
    );
    expect(orders.size).toBeGreaterThan(1);
    expect(read().toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(environment);
  });

  it.each([
    [{}, { networkMode: 'host' }, ['EXTERNAL', 'EC2', 'MANAGED_INSTANCES']],
    [{ memory: 64 }, { networkMode: 'awsvpc' }, ['EC2', 'MANAGED_INSTANCES']],
    [{ privileged: true }, { networkMode: 'awsvpc', cpu: '256', memory: '512' }, ['EC2', 'MANAGED_INSTANCES']],
  ])('%j with %j can run on %j', (members, task, expected) => {
    const definition = registered({
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64, ...members }],
      ...task,
    });
    expect((definition['compatibilities'] as string[]).toSorted()).toEqual(expected.toSorted());
  });

  it('names the capabilities that it needs', () => {
    const definition = registered(
      fargateDefinition(
        {
          image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1',
          logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': 'r' } },
          secrets: [{ name: 'A', valueFrom: 'parameter' }],
        },
        { executionRoleArn: 'arn:aws:iam::111122223333:role/exec', taskRoleArn: 'arn:aws:iam::111122223333:role/task' },
      ),
    );
    const names = (definition['requiresAttributes'] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'ecs.capability.task-eni',
        'ecs.capability.execution-role-ecr-pull',
        'ecs.capability.execution-role-awslogs',
        'ecs.capability.secrets.ssm.environment-variables',
        'com.amazonaws.ecs.capability.task-iam-role',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
