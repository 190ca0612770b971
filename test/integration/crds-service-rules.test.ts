import { but, describeRules, type Spec } from '../support/rule-cases.ts';

const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
const service: Spec = { taskDefinitionRef: { name: 'web' } };
const onFargate: Spec = { ...service, launchType: 'FARGATE', networkConfiguration: network };
const hook = { lifecycleStages: ['PRE_SCALE_UP'] };
const groups = [{ targetGroupArn: 'arn:a' }, { targetGroupArn: 'arn:b', advancedConfiguration: { roleArn: 'arn:r' } }];

function deployment(deploymentConfiguration: Spec): Spec {
  return but(service, { deploymentConfiguration });
}

describeRules('EcsService', {
  taken: [
    [
      'fields that are left to others',
      but(service, {
        ignoreDifferences: ['taskDefinition', 'networkConfiguration', 'deploymentConfiguration.alarms', 'tags[a b/c]'],
      }),
    ],
    ['the smallest service', service],
    ['a service of a plain task definition', { taskDefinition: 'web:3' }],
    ['a service to adopt without task definition', { adoptionPolicy: 'Required' }],
    ['an EXTERNAL service without task definition', { deploymentController: { type: 'EXTERNAL' } }],
    ['empty lists that say nothing', but(onFargate, { capacityProviderStrategy: [], placementStrategy: [] })],
    [
      'a gate of a canary',
      but(deployment({ strategy: 'CANARY' }), { rollout: { approvals: [{ lifecycleStage: 'PRE_SCALE_UP' }] } }),
    ],
    ['a pause', deployment({ lifecycleHooks: [{ ...hook, targetType: 'PAUSE' }] })],
    ['fractions where AWS has them', deployment({ strategy: 'CANARY', canaryConfiguration: { canaryPercent: 0.5 } })],
    [
      'any JSON for a hook',
      deployment({ lifecycleHooks: [{ ...hook, targetType: 'PAUSE', hookDetails: { a: [1] } }] }),
    ],
  ],
  refused: [
    [{}, 'one of `taskDefinition` and `taskDefinitionRef` must be set'],
    [
      but(service, { rollout: { approvals: [{ lifecycleStage: 'PRE_SCALE_UP' }] } }),
      '`rollout.approvals` needs `deploymentConfiguration.strategy` BLUE_GREEN, LINEAR or CANARY',
    ],
    [{ adoptionPolicy: 'Never' }, 'one of `taskDefinition` and `taskDefinitionRef` must be set'],
    [but(service, { taskDefinition: 'web' }), '`taskDefinition` and `taskDefinitionRef` exclude each other'],
    [but(service, { taskDefinitionRef: { name: 'Web' } }), 'spec.taskDefinitionRef.name in body should match'],
    [
      but(onFargate, { capacityProviderStrategy: [{ capacityProvider: 'x' }] }),
      '`launchType` and `capacityProviderStrategy` exclude each other',
    ],
    [
      but(onFargate, { networkConfiguration: undefined }),
      '`networkConfiguration.awsvpcConfiguration` must be set when `launchType` is FARGATE',
    ],
    [
      but(onFargate, { placementStrategy: [{ type: 'random' }] }),
      '`placementStrategy` must be empty when `launchType` is FARGATE',
    ],
    [
      but(onFargate, { placementConstraints: [{ type: 'distinctInstance' }] }),
      '`placementConstraints` must be empty when `launchType` is FARGATE',
    ],
    [
      but(onFargate, { schedulingStrategy: 'DAEMON' }),
      '`launchType` must not be FARGATE when `schedulingStrategy` is DAEMON',
    ],
    [
      but(service, { schedulingStrategy: 'DAEMON', desiredCount: 1 }),
      '`desiredCount` must be absent when `schedulingStrategy` is DAEMON',
    ],
    [
      but(service, { schedulingStrategy: 'DAEMON', placementStrategy: [{ type: 'random' }] }),
      '`placementStrategy` must be empty when `schedulingStrategy` is DAEMON',
    ],
    [
      but(service, { schedulingStrategy: 'DAEMON', capacityProviderStrategy: [{ capacityProvider: 'x' }] }),
      '`capacityProviderStrategy` must be empty when `schedulingStrategy` is DAEMON',
    ],
    [
      but(service, {
        capacityProviderStrategy: [
          { capacityProvider: 'a', base: 1 },
          { capacityProvider: 'b', base: 1 },
        ],
      }),
      'only one item of `capacityProviderStrategy` may have a `base`',
    ],
    [but(service, { desiredCount: -1 }), 'spec.desiredCount in body should be greater than or equal to 0'],
    [
      but(service, { placementStrategy: [{ type: 'binpack', field: 'disk' }] }),
      '`field` of a binpack `placementStrategy` must be cpu or memory',
    ],
    [
      but(onFargate, { networkConfiguration: { awsvpcConfiguration: { subnets: [] } } }),
      'subnets in body should have at least 1 items',
    ],
    [
      but(onFargate, { networkConfiguration: { awsvpcConfiguration: { subnets: ['a', 'a'] } } }),
      'subnets[1]: Duplicate value: "a"',
    ],
    [
      but(service, { availabilityZoneRebalancing: 'ENABLED', deploymentConfiguration: { maximumPercent: 100 } }),
      '`deploymentConfiguration.maximumPercent` must be over 100',
    ],
    [but(service, { loadBalancers: groups }), 'all or none of `loadBalancers` must have `advancedConfiguration`'],
    [
      but(service, { loadBalancers: groups.slice(0, 1), deploymentConfiguration: { strategy: 'BLUE_GREEN' } }),
      '`loadBalancers[].advancedConfiguration` must be set',
    ],
    [
      deployment({ maximumPercent: 99 }),
      'spec.deploymentConfiguration.maximumPercent in body should be greater than or equal to 100',
    ],
    [
      deployment({ linearConfiguration: { stepPercent: 10 } }),
      '`linearConfiguration` may only be set when `strategy` is LINEAR',
    ],
    [
      deployment({ strategy: 'LINEAR', canaryConfiguration: { canaryPercent: 10 } }),
      '`canaryConfiguration` may only be set when `strategy` is CANARY',
    ],
    [
      deployment({ lifecycleHooks: [hook] }),
      'a Lambda hook of `lifecycleHooks` must have `hookTargetArn` and `roleArn`',
    ],
    [deployment({ lifecycleHooks: [{ targetType: 'PAUSE' }] }), 'lifecycleHooks[0].lifecycleStages: Required value'],
    [deployment({ deploymentCircuitBreaker: { enable: true } }), 'deploymentCircuitBreaker.rollback: Required value'],
    [
      deployment({
        deploymentCircuitBreaker: {
          enable: true,
          rollback: true,
          thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 101 },
        },
      }),
      '`value` of `thresholdConfiguration` must be at most 100',
    ],
    [
      deployment({
        deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration: { type: 'COUNT', value: 0 } },
      }),
      '`value` of `thresholdConfiguration` must be at least 1',
    ],
    [
      deployment({ earlySuccessCriteria: { enable: true } }),
      '`healthyPercent` and `sourceServiceRevisionCleanup` must be set',
    ],
    [but(service, { clientToken: 'x' }), 'unknown field "spec.clientToken"'],
    ...['cluster', 'loadBalancers[0].containerPort', 'tags[]', 'network'].map(
      (path) =>
        [
          but(service, { ignoreDifferences: [path] }),
          '`ignoreDifferences` takes paths of fields that ECS can',
        ] as const,
    ),
    [
      but(service, { rollout: { progressDeadlineSeconds: 0 } }),
      'spec.rollout.progressDeadlineSeconds in body should be greater than or equal to 1',
    ],
  ],
});
