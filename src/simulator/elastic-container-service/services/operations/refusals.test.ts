import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { fargateDefinition, smallDefinition } from '../../../test-account.ts';
import { createTestService } from '../test-service.ts';

const group = {
  targetGroupArn: 'arn:aws:elasticloadbalancing:a:1:targetgroup/x/1',
  containerName: 'app',
  containerPort: 80,
};

function prepared(): ReturnType<typeof createTestService> {
  const service = createTestService(['app:1']);
  service.ecs('RegisterTaskDefinition', smallDefinition('small'));
  const portMappings = ['tcp', 'udp'].map((protocol) => ({ containerPort: 53, protocol }));
  service.ecs('RegisterTaskDefinition', { ...fargateDefinition({ portMappings }), family: 'dns' });
  return service;
}

const creation: Json = {
  cluster: 'demo',
  serviceName: 'other',
  taskDefinition: 'web:1',
  desiredCount: 1,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
};

function vpc(members: Json): Json {
  return { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], ...members } } };
}

describe('CreateService refuses', () => {
  it.each<[string, Json, string]>([
    ['no count', { desiredCount: undefined }, 'DesiredCount is missing'],
    ['a name with a slash', { serviceName: 'a/b' }, 'Invalid service name.'],
    ['no definition', { taskDefinition: undefined }, 'TaskDefinition can not be blank.'],
    ['too much at most', { deploymentConfiguration: { maximumPercent: 201 } }, 'maximumPercent must be at most 200'],
    [
      'too much at least',
      { deploymentConfiguration: { minimumHealthyPercent: 101 } },
      'minimumHealthyPercent must be at most 100',
    ],
    [
      'percentages that block everything',
      { deploymentConfiguration: { maximumPercent: 100 } },
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    ],
    [
      'rebalancing without room',
      {
        availabilityZoneRebalancing: 'ENABLED',
        deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
      },
      'Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration.',
    ],
    [
      'a launch type that is none',
      { launchType: 'MOON' },
      'launch type should be one of [EC2,FARGATE,EXTERNAL,FMI,MANAGED_INSTANCES]',
    ],
    [
      'a launch type beside a strategy',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ],
    [
      'a provider that the cluster does not have',
      { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
    ],
    [
      'Fargate for a definition that is not for it',
      { taskDefinition: 'small', networkConfiguration: undefined },
      'Task definition does not support launch_type FARGATE.',
    ],
    [
      'a network configuration without awsvpc',
      { taskDefinition: 'small', launchType: 'EC2' },
      'Network Configuration is not valid for the given networkMode of this task definition.',
    ],
    [
      'a public address on EC2',
      { launchType: 'EC2', ...vpc({ assignPublicIp: 'ENABLED' }) },
      'Assign public IP is not supported for this launch type.',
    ],
    ['no subnet', vpc({ subnets: [] }), 'subnets can not be empty.'],
    [
      'too many groups',
      vpc({ securityGroups: ['1', '2', '3', '4', '5', '6'].map((n) => `sg-${n}`) }),
      'securityGroups can have at most 5 items.',
    ],
    [
      'a subnet that is not there',
      vpc({ subnets: ['subnet-00000000000000000'] }),
      "Error retrieving subnet information for [subnet-00000000000000000]: The subnet ID 'subnet-00000000000000000' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    ],
    [
      'a platform version on EC2',
      { launchType: 'EC2', platformVersion: 'LATEST' },
      'The platform version must be null when specifying an EC2 launch type.',
    ],
    [
      'a container that is not there',
      { loadBalancers: [{ ...group, containerName: 'x' }] },
      'The container x does not exist in the task definition.',
    ],
    [
      'a port that is not there',
      { loadBalancers: [group] },
      'The container app did not have a container port 80 defined.',
    ],
    [
      'a grace period without a load balancer',
      { healthCheckGracePeriodSeconds: 5 },
      'Health check grace period is only valid for services configured to use load balancers',
    ],
    [
      'exec without a role',
      { enableExecuteCommand: true },
      "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
    ],
    [
      'placement on Fargate',
      { placementStrategy: [{ type: 'random' }] },
      'Placement strategies are not supported with FARGATE launch type.',
    ],
    [
      'a port that is mapped by two protocols',
      { taskDefinition: 'dns', loadBalancers: [{ ...group, containerPort: 53 }] },
      'Container port 53 is used in more than one port mapping for container app',
    ],
  ])('%s', (_what, change, message) => {
    const service = prepared();
    expect(service.refusal('CreateService', { ...creation, ...change })).toBe(`InvalidParameterException: ${message}`);
    expect(service.ecs('ListServices', { cluster: 'demo' })['serviceArns']).toEqual([]);
  });

  it.each<[string, Json]>([
    ['services with the deployment controller CODE_DEPLOY', { deploymentController: { type: 'CODE_DEPLOY' } }],
    ['services with the deployment controller EXTERNAL', { deploymentController: { type: 'EXTERNAL' } }],
  ])('what it would have to fake: %s', (what, change) => {
    expect(prepared().refusal('CreateService', { ...creation, ...change })).toBe(
      `UnsupportedFeatureException: The simulator does not move ${what} yet.`,
    );
  });

  it('a name that is still draining, and takes it when it is free', () => {
    const service = prepared();
    service.create();
    const first = service.read();
    service.ecs('DeleteService', { cluster: 'demo', service: 'web', force: true });
    const again = { ...creation, serviceName: 'web' };
    expect(service.refusal('CreateService', again)).toBe(
      'InvalidParameterException: Unable to Start a service that is still Draining.',
    );
    service.until(({ status }) => status === 'INACTIVE');
    service.ecs('CreateService', again);
    expect(service.read()['serviceArn']).toBe(first['serviceArn']);
    expect(service.read()['createdAt']).not.toBe(first['createdAt']);
    service.untilSteady();
  });
});

describe('UpdateService refuses', () => {
  it.each<[string, Json, string]>([
    ['a definition that is not there', { taskDefinition: 'web:99' }, 'ClientException: TaskDefinition not found.'],
    [
      'a definition that needs what the service lacks',
      { taskDefinition: 'small' },
      'InvalidParameterException: Network Configuration is not valid for the given networkMode of this task definition.',
    ],
    ['a count below nothing', { desiredCount: -1 }, 'InvalidParameterException: Task count can not be lesser than 0'],
    [
      'an unknown platform',
      { platformVersion: '9' },
      'PlatformUnknownException: The specified platform version does not exist.',
    ],
    [
      'a strategy that shifts traffic where nothing does',
      { deploymentConfiguration: { strategy: 'LINEAR' } },
      'InvalidParameterException: The deployment strategy LINEAR requires a service that uses an Application Load Balancer or Service Connect.',
    ],
  ])('%s, and changes nothing', (_what, change, message) => {
    const service = prepared();
    service.create();
    service.untilSteady();
    const before = service.read();
    const request = { cluster: 'demo', service: 'web', desiredCount: 7, ...change };
    expect(service.refusal('UpdateService', request)).toBe(message);
    expect(service.read()).toEqual(before);
  });
});

describe('reading refuses', () => {
  it.each<[string, Json, string]>([
    ['DescribeServices', { cluster: 'demo', services: [] }, 'Services cannot be empty.'],
    ['DescribeTasks', { cluster: 'demo', tasks: [] }, 'Tasks cannot be empty.'],
    [
      'ListTasks',
      { cluster: 'demo', desiredStatus: 'GONE' },
      'desired status should be one of [RUNNING,PENDING,STOPPED]',
    ],
    ['StopTask', { cluster: 'demo', task: 'x' }, 'The referenced task was not found.'],
    ['DescribeServiceDeployments', { serviceDeploymentArns: ['x'] }, 'The Service Deployment ARN provided is invalid.'],
  ])('%s %j', (operation, input, message) => {
    expect(prepared().refusal(operation, input)).toBe(`InvalidParameterException: ${message}`);
  });

  it('revisions of two services, of a service that is gone, and the same revision twice', () => {
    const service = prepared();
    service.ecs('RegisterTaskDefinition', fargateDefinition({}, { family: 'x' }));
    service.create();
    const arn = String((service.read()['currentServiceRevisions'] as Json[])[0]?.['arn']);
    const ask = (...serviceRevisionArns: string[]): string =>
      service.refusal('DescribeServiceRevisions', { serviceRevisionArns });
    expect(ask(arn, arn)).toMatch(/^ServerException/);
    expect(ask(arn, arn.replace('/web/', '/x/'))).toMatch(/^InvalidParameterException: Cross service/);
    service.ecs('DeleteService', { cluster: 'demo', service: 'web', force: true });
    service.until(({ status }) => status === 'INACTIVE');
    expect(ask(arn)).toBe(
      'InvalidParameterException: Cannot call DescribeServiceRevisions for a service that is INACTIVE',
    );
    expect(ask(...Array.from({ length: 21 }, () => arn))).toBe(
      'InvalidParameterException: Service Revision ARN count cannot exceed 20',
    );
    service.ecs('DeleteCluster', { cluster: 'demo' });
    expect(ask(arn)).toBe('ClusterNotFoundException: The referenced cluster was inactive.');
  });
});
