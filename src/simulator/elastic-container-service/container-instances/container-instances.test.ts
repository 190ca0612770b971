import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import type { TestService } from '../services/test-service.ts';
import { setInstances } from './admin.ts';
import { withInstances } from './test-instances.ts';

const GUIDE = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
const NO_ROOM = 'was unable to place a task because no container instance met all of its requirements.';

function createEc2(service: TestService, more: Json = {}): void {
  service.create({ taskDefinition: 'app', launchType: 'EC2', networkConfiguration: undefined, ...more });
}

function told(service: TestService): string[] {
  return service.told().map((message) => message.replace(/[0-9a-f]{32}/, 'ID'));
}

function hosts(service: TestService): unknown[] {
  return service.tasks().map(({ containerInstanceArn }) => containerInstanceArn);
}

describe('services on EC2', () => {
  it('run where there is room, spread over the instances', () => {
    const service = withInstances({ count: 2, cpu: 1_024 });
    createEc2(service, { desiredCount: 4 });
    service.untilSteady();
    const on = hosts(service);
    expect(new Set(on).size).toBe(2);
    expect(on.filter((arn) => arn === on[0])).toHaveLength(2);
    const [task] = service.tasks();
    expect(task).toMatchObject({ launchType: 'EC2', cpu: '512', memory: '1024', attachments: [] });
    expect(task).not.toHaveProperty('fargateEphemeralStorage');
    expect(task).not.toHaveProperty('platformVersion');
    const { clusters } = service.ecs('DescribeClusters', { clusters: ['demo'] });
    expect(clusters).toMatchObject([{ registeredContainerInstancesCount: 2, runningTasksCount: 4 }]);
  });

  it.each<[string, Json, Json, string]>([
    ['CPU', { cpu: 1_000 }, {}, 'has insufficient CPU units available'],
    ['memory', { memory: 1_500 }, {}, 'has insufficient memory available'],
    [
      'ports',
      {},
      { portMappings: [{ containerPort: 80, hostPort: 80 }] },
      'is already using a port required by your task',
    ],
  ])('start what fits and say once what is short: %s', (_what, instances, container, words) => {
    const service = withInstances({ count: 1, ...instances }, container);
    createEc2(service, { desiredCount: 2 });
    service.pass(1_800);
    expect(told(service)).toEqual([
      'has started 1 tasks: (task).',
      `${NO_ROOM} The closest matching (container-instance ID) ${words}. ${GUIDE}`,
    ]);
    expect(service.read()).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'IN_PROGRESS' }] });
    setInstances(service.context, { cluster: 'demo', count: 2 });
    service.untilSteady();
  });

  it('cannot run where no agent is connected', () => {
    const service = withInstances({ count: 1, agentConnected: false });
    createEc2(service);
    service.pass(60);
    expect(told(service)).toEqual([
      `${NO_ROOM} The closest matching (container-instance ID) encountered error "AGENT". ${GUIDE}`,
    ]);
  });

  it('keep their placement constraints', () => {
    const service = withInstances({ count: 1, attributes: { team: 'web' } });
    const expression = 'attribute:team == db';
    createEc2(service, { placementConstraints: [{ type: 'memberOf', expression }] });
    service.pass(60);
    expect(told(service)[0]).toMatch(/encountered error "MemberOf placement constraint unsatisfied."/);
    const placementConstraints = [
      { type: 'memberOf', expression: 'attribute:team in [db, web] and attribute:team != db' },
      { type: 'distinctInstance' },
    ];
    service.update({ placementConstraints, desiredCount: 2 });
    service.until(({ runningCount }) => runningCount === 1);
    service.pass(120);
    expect(told(service).at(-1)).toMatch(/DistinctInstance/);
  });

  it('fill one instance after the other when they are told to', () => {
    const service = withInstances({ count: 3 });
    createEc2(service, { desiredCount: 2, placementStrategy: [{ type: 'binpack', field: 'memory' }] });
    service.untilSteady();
    expect(new Set(hosts(service)).size).toBe(1);
  });

  it('move away from an instance that ends', () => {
    const service = withInstances({ count: 2 });
    createEc2(service, { desiredCount: 2 });
    service.untilSteady();
    setInstances(service.context, { cluster: 'demo', count: 1 });
    service.until(({ runningCount }) => runningCount === 1);
    const [stopped] = service.tasks('STOPPED');
    expect(stopped?.['stoppedReason']).toMatch(/^Host EC2 \(instance i-[0-9a-f]{17}\) stopped\/terminated\.$/);
    service.untilSteady();
    expect(new Set(hosts(service)).size).toBe(1);
  });

  it('take no room of instances that drain, and what was taken is free once a task has stopped', () => {
    const service = withInstances({ count: 1, cpu: 512, status: 'DRAINING' });
    createEc2(service, { desiredCount: 1 });
    service.pass(60);
    expect(service.tasks()).toEqual([]);
    setInstances(service.context, { cluster: 'demo', status: 'ACTIVE' });
    service.untilSteady();
    service.update({ forceNewDeployment: true, deploymentConfiguration: { minimumHealthyPercent: 0 } });
    service.untilSteady();
    expect(service.tasks()).toHaveLength(1);
  });

  it('use the instances of their capacity provider only', () => {
    const service = withInstances({ count: 1 });
    const autoScalingGroupArn =
      'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:0a1b2c3d-0000-0000-0000-000000000000:autoScalingGroupName/g';
    service.ecs('CreateCapacityProvider', { name: 'group', autoScalingGroupProvider: { autoScalingGroupArn } });
    const strategy = [{ capacityProvider: 'group', weight: 1 }];
    service.ecs('PutClusterCapacityProviders', {
      cluster: 'demo',
      capacityProviders: ['group'],
      defaultCapacityProviderStrategy: strategy,
    });
    service.pass(60);
    createEc2(service, { launchType: undefined, desiredCount: 1 });
    service.pass(60);
    expect(service.tasks()).toEqual([]);
    setInstances(service.context, { cluster: 'demo', capacityProvider: 'group', count: 1 });
    service.untilSteady();
    expect(service.tasks()).toMatchObject([{ launchType: 'EC2', capacityProviderName: 'group' }]);
  });
});

describe('DAEMON services', () => {
  it('run one task on each instance, also on those that come later', () => {
    const service = withInstances({ count: 2 });
    createEc2(service, { schedulingStrategy: 'DAEMON', desiredCount: undefined });
    service.untilSteady();
    expect(service.read()).toMatchObject({ desiredCount: 2, runningCount: 2 });
    setInstances(service.context, { cluster: 'demo', count: 3 });
    service.until(({ runningCount }) => runningCount === 3);
    expect(new Set(hosts(service)).size).toBe(3);
    setInstances(service.context, { cluster: 'demo', count: 1 });
    service.until(({ desiredCount, runningCount }) => desiredCount === 1 && runningCount === 1);
  });

  it('start a new task on an instance only once the old one has stopped', () => {
    const service = withInstances({ count: 1 });
    createEc2(service, { schedulingStrategy: 'DAEMON', desiredCount: undefined });
    service.untilSteady();
    const [old] = service.tasks();
    service.update({ forceNewDeployment: true });
    service.until(({ runningCount }) => runningCount === 0);
    while (service.tasks().length === 0) service.pass(0.25);
    const [stopped] = service.tasks('STOPPED');
    expect(stopped).toMatchObject({ taskArn: old?.['taskArn'], lastStatus: 'STOPPED' });
    expect(Number(service.tasks()[0]?.['createdAt'])).toBeGreaterThanOrEqual(Number(stopped?.['stoppedAt']));
    service.untilSteady();
    expect(service.read().deployments).toHaveLength(1);
  });

  it('replace no more at a time than their minimum allows', () => {
    const service = withInstances({ count: 4 });
    const deploymentConfiguration = { minimumHealthyPercent: 75 };
    createEc2(service, { schedulingStrategy: 'DAEMON', desiredCount: undefined, deploymentConfiguration });
    service.untilSteady();
    service.update({ forceNewDeployment: true });
    let least = 4;
    service.until((now) => {
      least = Math.min(least, now.runningCount);
      return now.deployments.length === 1 && now.deployments[0]?.rolloutState === 'COMPLETED';
    });
    expect(least).toBe(3);
  });

  it('say what is short on an instance, and stop on one that drains', () => {
    const service = withInstances({ count: 1, memory: 100 });
    createEc2(service, { schedulingStrategy: 'DAEMON', desiredCount: undefined });
    service.pass(60);
    expect(told(service)[0]).toMatch(/has insufficient memory available/);
    setInstances(service.context, { cluster: 'demo', memory: 4_096 });
    service.until(({ runningCount }) => runningCount === 1);
    setInstances(service.context, { cluster: 'demo', status: 'DRAINING' });
    service.until(({ desiredCount, runningCount }) => desiredCount + runningCount === 0);
  });
});
