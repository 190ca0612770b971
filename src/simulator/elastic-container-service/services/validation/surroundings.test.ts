import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../operation.ts';
import { putFact } from '../../../outer-world/admin.ts';
import { fargateDefinition } from '../../../test-account.ts';
import { createTestService, type TestService } from '../test-service.ts';

const group = {
  targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/1',
  containerName: 'app',
  containerPort: 80,
};
const registryArn = 'arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1';
const roleArn = 'arn:aws:iam::111122223333:role/infrastructure';
const volume = { name: 'data', managedEBSVolume: { volumeType: 'gp3', sizeInGiB: 10, roleArn } };

function prepared(): TestService {
  const service = createTestService(['app:1'], { portMappings: [{ containerPort: 80 }] });
  const volumes = [{ name: 'data', configuredAtLaunch: true }];
  service.ecs('RegisterTaskDefinition', { ...fargateDefinition(), family: 'disk', volumes });
  return service;
}

function vpc(subnets: readonly string[], securityGroups: readonly string[] = []): Json {
  return { networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups } } };
}

const creation: Json = {
  cluster: 'demo',
  serviceName: 'web',
  taskDefinition: 'web:1',
  desiredCount: 1,
  launchType: 'FARGATE',
  ...vpc(['subnet-a']),
};

describe('CreateService looks at what is outside ECS and refuses', () => {
  it.each<[string, readonly (readonly [string, string, string])[], Json, string]>([
    [
      'a subnet that is not there',
      [['subnet', 'subnet-b', 'missing']],
      vpc(['subnet-a', 'subnet-b']),
      "InvalidParameterException: Error retrieving subnet information for [subnet-a, subnet-b]: The subnet ID 'subnet-b' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    ],
    [
      'a subnet id that is none',
      [],
      vpc(['lan']),
      "InvalidParameterException: Error retrieving subnet information for [lan]: The subnet ID 'lan' does not exist (ErrorCode: InvalidSubnetID.NotFound)",
    ],
    [
      'a security group that is not there',
      [['security-group', 'sg-b', 'missing']],
      vpc(['subnet-a'], ['sg-b']),
      "InvalidParameterException: Error retrieving security group information for [sg-b]: The security group 'sg-b' does not exist (ErrorCode: InvalidGroup.NotFound)",
    ],
    [
      'a security group id that is none',
      [],
      vpc(['subnet-a'], ['default']),
      'InvalidParameterException: Error retrieving security group information for [default]: Invalid id: "default" (expecting "sg-...") (ErrorCode: InvalidGroupId.Malformed)',
    ],
    [
      'a security group of another VPC',
      [['security-group', 'sg-b', 'other-vpc']],
      vpc(['subnet-a'], ['sg-a', 'sg-b']),
      'InvalidParameterException: Security group sg-b does not appear to belong to the same VPC as the input subnets.',
    ],
    [
      'subnets of two VPCs',
      [['subnet', 'subnet-b', 'other-vpc']],
      vpc(['subnet-a', 'subnet-b']),
      'InvalidParameterException: The input subnets do not appear to belong to the same VPC.',
    ],
    [
      'a target group that is not there',
      [['target-group', group.targetGroupArn, 'missing']],
      { loadBalancers: [group] },
      'InvalidParameterException: Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.',
    ],
    [
      'a registry that is not there',
      [['service-registry', 'srv-1', 'missing']],
      { serviceRegistries: [{ registryArn }] },
      `InvalidParameterException: The service registry does not exist. Registry: ${registryArn}`,
    ],
    [
      'a namespace that is not there',
      [['namespace', 'internal', 'missing']],
      { serviceConnectConfiguration: { enabled: true, namespace: 'internal' } },
      "NamespaceNotFoundException: The specified namespace wasn't found.",
    ],
    [
      'a volume type that the zone does not have',
      [['volume-type', 'gp3', 'missing']],
      { taskDefinition: 'disk', volumeConfigurations: [volume] },
      `InvalidParameterException: ECS managed EBS volume configuration was invalid for volume 'data'. Encountered 'VolumeTypeNotAvailableInZone' error from AmazonEC2: "The specified zone does not support gp3 volume type."`,
    ],
    [
      'a role that the caller may not pass',
      [['role', roleArn, 'not-permitted']],
      { taskDefinition: 'disk', volumeConfigurations: [volume] },
      `AccessDeniedException: User: arn:aws:iam::111122223333:user/simulated is not authorized to perform: iam:PassRole on resource: ${roleArn} because no identity-based policy allows the iam:PassRole action`,
    ],
  ])('%s', (_what, facts, change, message) => {
    const service = prepared();
    for (const [kind, id, state] of facts) putFact(service.world, kind, id, state);
    expect(service.refusal('CreateService', { ...creation, ...change })).toBe(message);
    expect(service.ecs('ListServices', { cluster: 'demo' })['serviceArns']).toEqual([]);
    for (const [kind, id] of facts) putFact(service.world, kind, id, 'exists');
    if (facts.length > 0) service.ecs('CreateService', { ...creation, ...change });
  });

  it('a missing service-linked role once, for the call makes it', () => {
    const service = prepared();
    putFact(service.world, 'role', 'AWSServiceRoleForECS', 'missing');
    expect(service.refusal('CreateService', creation)).toBe(
      'InvalidParameterException: Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    );
    expect(service.create()).toMatchObject({ service: { status: 'ACTIVE' } });
  });

  it('a service-linked role that may not be made every time', () => {
    const service = prepared();
    putFact(service.world, 'role', 'AWSServiceRoleForECS', 'not-permitted');
    for (const _time of [1, 2])
      expect(service.refusal('CreateService', creation)).toMatch(/service linked role exists/);
  });

  it('nothing that is in one other VPC together', () => {
    const service = prepared();
    putFact(service.world, 'subnet', 'subnet-b', 'other-vpc');
    putFact(service.world, 'security-group', 'sg-b', 'other-vpc');
    service.create(vpc(['subnet-b'], ['sg-b']));
  });
});

describe('UpdateService', () => {
  it('looks at the outer world when it starts a deployment, and changes nothing when it refuses', () => {
    const service = prepared();
    service.create();
    service.untilSteady();
    putFact(service.world, 'subnet', 'subnet-a', 'missing');
    service.update({ desiredCount: 1 });
    const request = { cluster: 'demo', service: 'web', forceNewDeployment: true, desiredCount: 5 };
    expect(service.refusal('UpdateService', request)).toMatch(/The subnet ID 'subnet-a' does not exist/);
    expect(service.read()).toMatchObject({ desiredCount: 1, deployments: [{ status: 'PRIMARY' }] });
  });
});

describe('RegisterTaskDefinition', () => {
  it('refuses a role that the caller may not pass, and uses no revision', () => {
    const service = prepared();
    putFact(service.world, 'role', roleArn, 'not-permitted');
    const definition = fargateDefinition({}, { executionRoleArn: roleArn });
    expect(service.refusal('RegisterTaskDefinition', definition)).toMatch(/^AccessDeniedException: .*iam:PassRole/);
    const { taskDefinition } = service.ecs('RegisterTaskDefinition', fargateDefinition());
    expect(taskDefinition).toMatchObject({ revision: 2 });
  });
});
