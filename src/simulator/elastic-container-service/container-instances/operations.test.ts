import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { createTestService, type TestService } from '../services/test-service.ts';
import { setInstances } from './admin.ts';

const UNKNOWN = '00000000000000000000000000000000';
const prefix = 'arn:aws:ecs:us-east-1:111122223333:container-instance/demo/';

/** The cluster `demo` with this many instances, and their ARNs. */
function withInstances(count: number, more: Json = {}): { service: TestService; arns: string[] } {
  const service = createTestService();
  const { containerInstanceArns } = setInstances(service.context, { cluster: 'demo', count, ...more });
  return { service, arns: containerInstanceArns as string[] };
}

function runOnInstances(service: TestService): void {
  service.ecs('RegisterTaskDefinition', {
    family: 'app',
    containerDefinitions: [{ name: 'app', image: 'app:1', cpu: 512, memory: 1_024 }],
  });
  service.create({ taskDefinition: 'app', launchType: 'EC2', networkConfiguration: undefined, desiredCount: 2 });
  service.untilSteady();
}

function described(service: TestService, containerInstances: string[], more: Json = {}): Json {
  return service.ecs('DescribeContainerInstances', { cluster: 'demo', containerInstances, ...more });
}

describe('a cluster without container instances', () => {
  it.each([
    ['ListContainerInstances', {}, { containerInstanceArns: [] }],
    ['ListAttributes', { targetType: 'container-instance' }, { attributes: [] }],
    [
      'DescribeContainerInstances',
      { containerInstances: [UNKNOWN, `${prefix}a`] },
      {
        containerInstances: [],
        failures: [
          { arn: `${prefix}${UNKNOWN}`, reason: 'MISSING' },
          { arn: `${prefix}a`, reason: 'MISSING' },
        ],
      },
    ],
    [
      'UpdateContainerInstancesState',
      { containerInstances: [UNKNOWN], status: 'DRAINING' },
      { containerInstances: [], failures: [{ arn: `${prefix}${UNKNOWN}`, reason: 'MISSING' }] },
    ],
  ])('%s finds nothing', (operation, input, answer) => {
    expect(createTestService().ecs(operation, { cluster: 'demo', ...input })).toEqual(answer);
  });

  it.each([
    ['DeregisterContainerInstance', { containerInstance: UNKNOWN }, /^InvalidParameterException: .* not found\.$/],
    ['UpdateContainerAgent', { containerInstance: UNKNOWN }, /^InvalidParameterException: .* not found\.$/],
    ['PutAttributes', { attributes: [{ name: 'a', targetId: UNKNOWN }] }, /^TargetNotFoundException: /],
    ['DeleteAttributes', { attributes: [{ name: 'a', targetId: UNKNOWN }] }, /^TargetNotFoundException: /],
    ['DescribeContainerInstances', { containerInstances: [] }, /^InvalidParameterException: .* empty\.$/],
    [
      'DescribeContainerInstances',
      { containerInstances: ['a'], include: ['X'] },
      /^InvalidParameterException: include/,
    ],
    ['ListContainerInstances', { status: 'INACTIVE' }, /^InvalidParameterException: .* should be one of \[ACTIVE,/],
    ['ListAttributes', { targetType: 'task' }, /^InvalidParameterException: target type should be one of/],
  ])('%s with %j is refused', (operation, input, words) => {
    expect(createTestService().refusal(operation, { cluster: 'demo', ...input })).toMatch(words);
  });

  it.each(['ListContainerInstances', 'ListAttributes', 'DescribeContainerInstances', 'PutAttributes'])(
    '%s says so when there is no cluster either',
    (operation) => {
      const input = { cluster: 'none', targetType: 'container-instance', containerInstances: ['a'], attributes: [] };
      expect(createTestService().refusal(operation, input)).toMatch(/^ClusterNotFoundException/);
    },
  );
});

describe('container instances', () => {
  it('are listed by page, by status and by query', () => {
    const { service, arns } = withInstances(3);
    const list = (more: Json): Json => service.ecs('ListContainerInstances', { cluster: 'demo', ...more });
    const { containerInstanceArns, nextToken } = list({ maxResults: 2 });
    expect(containerInstanceArns).toEqual(arns.slice(0, 2));
    expect(list({ maxResults: 2, nextToken })).toEqual({ containerInstanceArns: arns.slice(2) });
    expect(list({ status: 'DRAINING' })).toEqual({ containerInstanceArns: [] });
    expect(list({ filter: 'attribute:ecs.os-type == linux' })).toEqual({ containerInstanceArns: arns });
    expect(list({ filter: 'attribute:ecs.os-type == windows' })).toEqual({ containerInstanceArns: [] });
  });

  it('tell what they offer, what is left of it, and how many tasks they have', () => {
    const { service, arns } = withInstances(1, { cpu: 2_048, memory: 4_096 });
    runOnInstances(service);
    const { containerInstances } = described(service, arns, { include: ['CONTAINER_INSTANCE_HEALTH'] });
    expect(containerInstances).toMatchObject([
      {
        containerInstanceArn: arns[0],
        status: 'ACTIVE',
        agentConnected: true,
        runningTasksCount: 2,
        pendingTasksCount: 0,
        registeredResources: [{ name: 'CPU', integerValue: 2_048 }, { integerValue: 4_096 }, {}, {}],
        remainingResources: [
          { integerValue: 1_024 },
          { integerValue: 2_048 },
          { name: 'PORTS' },
          { name: 'PORTS_UDP' },
        ],
        healthStatus: { overallStatus: 'OK' },
      },
    ]);
  });

  it('take no new tasks while they drain', () => {
    const { service, arns } = withInstances(2);
    const change = { cluster: 'demo', containerInstances: [arns[0]], status: 'DRAINING' };
    expect(service.ecs('UpdateContainerInstancesState', change)).toMatchObject({
      containerInstances: [{ containerInstanceArn: arns[0], status: 'DRAINING' }],
      failures: [],
    });
    runOnInstances(service);
    expect(service.tasks().map(({ containerInstanceArn }) => containerInstanceArn)).toEqual([arns[1], arns[1]]);
  });

  it('leave by force when they have tasks, which end', () => {
    const { service, arns } = withInstances(1);
    runOnInstances(service);
    const input = { cluster: 'demo', containerInstance: arns[0] };
    expect(service.refusal('DeregisterContainerInstance', input)).toMatch(/Found running tasks on the instance\.$/);
    const answer = service.ecs('DeregisterContainerInstance', { ...input, force: true });
    expect(answer).toMatchObject({ containerInstance: { status: 'INACTIVE', agentConnected: false } });
    expect(described(service, arns)).toMatchObject({ containerInstances: [], failures: [{ reason: 'MISSING' }] });
    service.pass(120);
    expect(service.read()).toMatchObject({ runningCount: 0 });
  });

  it('have attributes that can be put, listed and deleted', () => {
    const { service, arns } = withInstances(2);
    const attribute = { name: 'stack', value: 'blue', targetId: arns[0] };
    const listed = (more: Json): unknown =>
      service.ecs('ListAttributes', { cluster: 'demo', targetType: 'container-instance', ...more })['attributes'];
    expect(service.ecs('PutAttributes', { cluster: 'demo', attributes: [attribute] })).toEqual({
      attributes: [attribute],
    });
    expect(listed({ attributeName: 'stack' })).toEqual([attribute]);
    expect(listed({ attributeName: 'stack', attributeValue: 'green' })).toEqual([]);
    expect(listed({ attributeName: 'ecs.os-type' })).toHaveLength(2);
    service.ecs('DeleteAttributes', { cluster: 'demo', attributes: [{ name: 'stack', targetId: arns[0] }] });
    expect(listed({ attributeName: 'stack' })).toEqual([]);
  });

  it('run the newest agent, which connects to an endpoint of the Region', () => {
    const { service, arns } = withInstances(1);
    const update = service.refusal('UpdateContainerAgent', { cluster: 'demo', containerInstance: arns[0] });
    expect(update).toMatch(/^NoUpdateAvailableException/);
    expect(service.ecs('DiscoverPollEndpoint')['endpoint']).toBe('https://ecs-a-1.us-east-1.amazonaws.com/');
  });
});
