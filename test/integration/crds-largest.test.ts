import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cluster } from '../support/cluster.ts';
import { dryRunCreate } from '../support/dry-run.ts';

let cluster: Cluster;
beforeAll(() => {
  cluster = new Cluster();
});
afterAll(() => cluster.close());

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function trackingPolicy(index: number) {
  return {
    name: `p${index}`,
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 1,
      customizedMetricSpecification: {
        metrics: times(10, (metric) => ({ id: `m${metric}`, expression: 'a+b', returnData: metric === 0 })),
      },
    },
  };
}

function stepPolicy(index: number) {
  return {
    name: `p${index}`,
    policyType: 'StepScaling',
    stepScalingPolicyConfiguration: {
      adjustmentType: 'ChangeInCapacity',
      stepAdjustments: times(20, (step) => ({
        metricIntervalLowerBound: step,
        ...(step === 19 ? {} : { metricIntervalUpperBound: step + 1 }),
        scalingAdjustment: step,
      })),
    },
    alarm: {
      alarmName: `a${index}`,
      metrics: times(20, (metric) => ({ id: `m${metric}`, expression: 'a+b', returnData: metric === 0 })),
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanThreshold',
      alarmActions: times(4, (action) => `arn:${action}`),
    },
  };
}

/** As many of everything that rules look at as the schema lets through. */
const largest = {
  EcsTaskDefinition: {
    requiresCompatibilities: ['FARGATE', 'EC2'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: times(10, (container) => ({
      name: `container-${container}`,
      image: `${'r'.repeat(900)}:${container}`,
      portMappings: times(100, (port) => ({ containerPort: container * 100 + port + 1, protocol: 'tcp' })),
      dependsOn: times(100, (index) => ({ containerName: `container-${index % 10}`, condition: 'START' })),
      logConfiguration: { logDriver: 'splunk' },
      resourceRequirements: times(20, () => ({ type: 'NeuronDevice', value: '1' })),
      ulimits: times(50, () => ({ name: 'core', softLimit: 1, hardLimit: 2 })),
    })),
    volumes: times(100, (volume) => ({ name: `v${volume}`, host: {} })),
  },
  EcsService: {
    taskDefinitionRef: { name: 'web' },
    capacityProviderStrategy: times(20, (index) => ({ capacityProvider: `p${index}`, weight: 1 })),
    loadBalancers: times(5, (index) => ({ targetGroupArn: `arn:${index}` })),
    deploymentConfiguration: {
      lifecycleHooks: times(50, () => ({ targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] })),
    },
  },
  EcsScaling: {
    serviceRef: { name: 'web' },
    minCapacity: 1,
    maxCapacity: 4,
    policies: times(50, (index) => (index % 2 === 0 ? stepPolicy(index) : trackingPolicy(index))),
    scheduledActions: times(200, (index) => ({
      name: `a${index}`,
      schedule: 'rate(1 hour)',
      startTime: '2026-01-01T00:00:00Z',
      endTime: '2026-02-01T00:00:00Z',
      scalableTargetAction: { minCapacity: 1, maxCapacity: 2 },
    })),
  },
};

describe('the rules stay within the cost that the API server allows', () => {
  it.each(Object.entries(largest))('for the largest %s', async (kind, spec) => {
    const { stored, refusal } = await dryRunCreate(cluster, kind, spec);
    expect(refusal).toBeUndefined();
    expect(stored?.spec).toEqual(spec);
  });
});
