import { describe, expect, it } from '@jest/globals';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import { awsWrites, deployments, isReady, key, read, service, spec, stackBed } from '../support/service-stack.ts';

const targetGroup = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${name}/0123456789abcdef`;

const { launchType: _launchType, ...withoutLaunchType } = spec;

const manifests: readonly (readonly [string, EcsServiceSpec])[] = [
  [
    'a load balancer',
    {
      ...spec,
      loadBalancers: [{ targetGroupArn: targetGroup('web'), containerName: 'app', containerPort: 80 }],
      healthCheckGracePeriodSeconds: 30,
    },
  ],
  ['capacity providers', { ...withoutLaunchType, capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] }],
  [
    'Service Connect',
    {
      ...spec,
      serviceConnectConfiguration: {
        enabled: true,
        namespace: 'shop.local',
        services: [{ portName: 'http', clientAliases: [{ port: 80 }] }],
      },
    },
  ],
  [
    'monitoring',
    { ...spec, monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] } },
  ],
  [
    'every plain field',
    {
      ...spec,
      platformVersion: 'LATEST',
      propagateTags: 'TASK_DEFINITION',
      enableECSManagedTags: true,
      availabilityZoneRebalancing: 'DISABLED',
      deploymentController: { type: 'ECS' },
      schedulingStrategy: 'REPLICA',
      tags: [{ key: 'team', value: 'shop' }],
      deploymentConfiguration: {
        strategy: 'ROLLING',
        maximumPercent: 150,
        minimumHealthyPercent: 50,
        bakeTimeInMinutes: 0,
        deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration: { type: 'COUNT', value: 5 } },
      },
    },
  ],
];

describe('a service with', () => {
  it.each(manifests)('%s is created once and left alone', async (_name, manifest) => {
    const bed = stackBed('app:1', manifest);
    bed.start();
    await bed.until(() => isReady(bed));
    await bed.pass(1_800_000);
    expect(awsWrites(bed)).toEqual(['RegisterTaskDefinition', 'CreateService']);
    expect(deployments(bed)).toHaveLength(1);
  });

  it.each(manifests)('%s gets it later by one call, and loses it by one', async (_name, manifest) => {
    const bed = stackBed();
    bed.start();
    await bed.until(() => isReady(bed));
    const before = service(bed);
    bed.services.replaceSpec(key, manifest);
    await bed.until(() => isReady(bed));
    await bed.pass(600_000);
    const updates = () => awsWrites(bed).filter((kind) => kind === 'UpdateService');
    expect(updates()).toHaveLength(1);
    bed.services.replaceSpec(key, spec);
    await bed.until(() => isReady(bed));
    await bed.pass(600_000);
    expect(updates()).toHaveLength(2);
    const after = service(bed);
    for (const member of [
      'loadBalancers',
      'healthCheckGracePeriodSeconds',
      'propagateTags',
      'deploymentConfiguration',
      'tags',
    ]) {
      expect([member, after[member]]).toEqual([member, before[member]]);
    }
    expect(read(bed).status?.pending).toBeUndefined();
  });
});
