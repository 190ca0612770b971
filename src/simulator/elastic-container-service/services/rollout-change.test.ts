import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../operation.ts';
import { createTestService, type TestService } from './test-service.ts';

const network = { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } };
const targetGroup = {
  targetGroupArn: 'arn:aws:elasticloadbalancing:a:1:targetgroup/x/1',
  containerName: 'app',
  containerPort: 80,
};
const namespace = 'arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-a';
const connect = { enabled: true, namespace, services: [{ portName: 'http' }] };
const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };
const container = { portMappings: [{ name: 'http', containerPort: 80 }] };

function service(more: Json = {}): TestService {
  const created = createTestService(['app:1', 'app:2'], container);
  created.create(more);
  created.untilSteady();
  return created;
}

function deploymentsAfter(change: Json, more: Json = {}): number {
  const created = service(more);
  created.update(change);
  return created.read().deployments.length;
}

describe('an update starts a deployment', () => {
  it.each([
    ['another task definition', { taskDefinition: 'web:2' }],
    ['the family alone, when it has a newer revision', { taskDefinition: 'web' }],
    ['force, whatever else', { forceNewDeployment: true }],
    ['force beside the same task definition', { forceNewDeployment: true, taskDefinition: 'web:1' }],
    ['other subnets', { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-z'] } } }],
    [
      'a public address',
      { networkConfiguration: { awsvpcConfiguration: { ...network.awsvpcConfiguration, assignPublicIp: 'ENABLED' } } },
    ],
    ['another platform version', { platformVersion: '1.4.0' }],
    ['a load balancer', { loadBalancers: [targetGroup] }],
    ['Service Connect', { serviceConnectConfiguration: connect }],
    ['metrics at another resolution', { monitoring }],
    ['a gateway', { gatewayConnectors: [{ gatewayArn: 'arn:aws:ecs:us-east-1:111122223333:gateway/g' }] }],
  ])('with %s', (_what, change) => {
    expect(deploymentsAfter(change)).toBe(2);
  });

  it('with a load balancer that is sent again unchanged, and with its removal', () => {
    const created = service({ loadBalancers: [targetGroup] });
    created.update({ loadBalancers: [targetGroup] });
    expect(created.read().deployments).toHaveLength(2);
    created.untilSteady();
    created.update({ loadBalancers: [] });
    expect(created.read()).toMatchObject({ loadBalancers: [], deployments: [{}, {}] });
  });
});

describe('an update starts no deployment', () => {
  it.each([
    ['nothing at all', {}],
    ['a count', { desiredCount: 5 }],
    ['the same task definition', { taskDefinition: 'web:1' }],
    ['the same network configuration, spelled with fewer words', { networkConfiguration: network }],
    ['the platform version that it has', { platformVersion: 'LATEST' }],
    ['percentages', { deploymentConfiguration: { minimumHealthyPercent: 50 } }],
    ['a circuit breaker', { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } }],
    ['tags for future tasks', { propagateTags: 'SERVICE', enableECSManagedTags: true }],
    ['rebalancing', { availabilityZoneRebalancing: 'DISABLED' }],
    ['removals of what is not there', { loadBalancers: [], serviceRegistries: [], vpcLatticeConfigurations: [] }],
    [
      'reset values',
      { healthCheckGracePeriodSeconds: 0, propagateTags: 'NONE', placementConstraints: [], placementStrategy: [] },
    ],
  ])('with %s', (_what, change) => {
    expect(deploymentsAfter(change)).toBe(1);
  });

  it('with the metrics that it has', () => {
    expect(deploymentsAfter({ monitoring }, { monitoring })).toBe(1);
  });
});

describe('what is left out', () => {
  it('stays as it was', () => {
    const created = service({
      deploymentConfiguration: {
        maximumPercent: 150,
        deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: false },
      },
      propagateTags: 'SERVICE',
    });
    created.update({ desiredCount: 3, deploymentConfiguration: { minimumHealthyPercent: 50 } });
    expect(created.read()).toMatchObject({
      desiredCount: 3,
      propagateTags: 'SERVICE',
      deploymentConfiguration: {
        maximumPercent: 150,
        minimumHealthyPercent: 50,
        deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: false },
      },
    });
  });
});

describe('the capacity provider strategy', () => {
  const spot = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
  const text = /^InvalidParameterException: When switching from launch type to capacity provider strategy/;

  function withProviders(more: Json = {}): TestService {
    const created = createTestService(['app:1']);
    const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
    created.ecs('PutClusterCapacityProviders', {
      cluster: 'demo',
      capacityProviders,
      defaultCapacityProviderStrategy: [],
    });
    created.create(more);
    created.untilSteady();
    return created;
  }

  it('changes only with a forced deployment', () => {
    const created = withProviders();
    const change = { cluster: 'demo', service: 'web', capacityProviderStrategy: spot };
    expect(created.refusal('UpdateService', change)).toMatch(text);
    created.update({ capacityProviderStrategy: spot, forceNewDeployment: true });
    created.untilSteady();
    const stored = [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }];
    expect(created.read()).toMatchObject({ capacityProviderStrategy: stored, platformVersion: 'LATEST' });
    expect(created.read()).not.toHaveProperty('launchType');
    expect(created.tasks()).toMatchObject([{ capacityProviderName: 'FARGATE_SPOT' }, {}]);
  });

  it('may be sent again as it is, and goes back to the launch type with an empty list', () => {
    const created = withProviders({ launchType: undefined, capacityProviderStrategy: spot });
    created.update({ capacityProviderStrategy: spot });
    expect(created.read().deployments).toHaveLength(1);
    const change = { cluster: 'demo', service: 'web', capacityProviderStrategy: [] };
    expect(created.refusal('UpdateService', change)).toMatch(text);
    created.update({ capacityProviderStrategy: [], forceNewDeployment: true });
    expect(created.read()).toMatchObject({ launchType: 'FARGATE' });
    expect(created.read()).not.toHaveProperty('capacityProviderStrategy');
  });
});
