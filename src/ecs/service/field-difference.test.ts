import { describe, expect, it } from '@jest/globals';
import type { Service } from '@aws-sdk/client-ecs';
import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { fieldDifferences, fieldHash, readBackKey } from './field-difference.ts';
import type { Comparison } from './field-difference.ts';
import { FIELD_RULES } from './field-rules.ts';
import { liveFields, UNREAD } from './live-fields.ts';
import { wantedFields } from './wanted-fields.ts';

/** What ECS reads back of a Fargate service that named nothing (recorded). */
const recorded: Service = {
  launchType: 'FARGATE',
  platformVersion: 'LATEST',
  taskDefinition: 'arn:aws:ecs:us-east-1:111122223333:task-definition/demo:2',
  loadBalancers: [],
  serviceRegistries: [],
  deploymentConfiguration: {
    deploymentCircuitBreaker: {
      enable: false,
      rollback: false,
      resetOnHealthyTask: true,
      thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
    },
    maximumPercent: 200,
    minimumHealthyPercent: 100,
    strategy: 'ROLLING',
    bakeTimeInMinutes: 0,
  },
  deployments: [{ id: 'ecs-svc/1', status: 'PRIMARY', platformVersion: '1.4.0' }],
  placementConstraints: [],
  placementStrategy: [],
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-a'], assignPublicIp: 'DISABLED' },
  },
  healthCheckGracePeriodSeconds: 0,
  schedulingStrategy: 'REPLICA',
  deploymentController: { type: 'ECS' },
  enableECSManagedTags: false,
  propagateTags: 'NONE',
  enableExecuteCommand: false,
  availabilityZoneRebalancing: 'ENABLED',
};

function compare(spec: EcsServiceSpec, live: Partial<Service> = {}, changes: Partial<Comparison> = {}) {
  const comparison = {
    wanted: wantedFields(spec, undefined),
    live: liveFields({ ...recorded, ...live }),
    ownedFields: [],
    appliedHashes: {},
    daemon: spec.schedulingStrategy === 'DAEMON',
    ...changes,
  };
  return fieldDifferences(comparison).map(({ rule, cause, wanted }) => [rule.path, cause, wanted]);
}

function primary(changes: object): Partial<Service> {
  return { deployments: [{ id: 'ecs-svc/1', status: 'PRIMARY', ...changes }] };
}

const tg = (n: number) => `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/${n}`;

describe('no false drift', () => {
  const same: readonly (readonly [string, EcsServiceSpec, Partial<Service>?])[] = [
    ['an empty spec', {}],
    [
      'AWS defaults, written out',
      {
        platformVersion: 'LATEST',
        propagateTags: 'NONE',
        enableExecuteCommand: false,
        enableECSManagedTags: false,
        healthCheckGracePeriodSeconds: 0,
        loadBalancers: [],
        serviceRegistries: [],
        placementStrategy: [],
        serviceConnectConfiguration: { enabled: false },
        deploymentController: { type: 'ECS' },
        deploymentConfiguration: {
          maximumPercent: 200,
          minimumHealthyPercent: 100,
          strategy: 'ROLLING',
          bakeTimeInMinutes: 0,
        },
      },
    ],
    [
      'part of the circuit breaker',
      { deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } } },
    ],
    [
      'alarms that are off, not read back',
      { deploymentConfiguration: { alarms: { enable: false, rollback: false, alarmNames: [] } } },
    ],
    ['no hooks', { deploymentConfiguration: { lifecycleHooks: [] } }],
    [
      'subnets in another order',
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-b', 'subnet-a'] } } },
    ],
    [
      'security groups never named',
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } } },
    ],
    ['LATEST read back as a number', { platformVersion: 'LATEST' }, { platformVersion: '1.4.0' }],
    ['propagateTags absent in the answer', { propagateTags: 'NONE' }, { propagateTags: undefined }],
    ['rebalancing never named', {}, { availabilityZoneRebalancing: 'DISABLED' }],
    [
      'placement spelled by ECS',
      {
        placementStrategy: [
          { type: 'spread', field: 'host' },
          { type: 'binpack', field: 'memory' },
          { type: 'random' },
        ],
      },
      {
        placementStrategy: [
          { type: 'spread', field: 'instanceId' },
          { type: 'binpack', field: 'MEMORY' },
          { type: 'random' },
        ],
      },
    ],
    [
      'constraints in another order',
      { placementConstraints: [{ type: 'distinctInstance' }, { type: 'memberOf', expression: 'a' }] },
      { placementConstraints: [{ type: 'memberOf', expression: 'a' }, { type: 'distinctInstance' }] },
    ],
    [
      'a strategy with defaults filled in',
      { capacityProviderStrategy: [{ capacityProvider: 'B' }, { capacityProvider: 'A', weight: 2 }] },
      {
        capacityProviderStrategy: [
          { capacityProvider: 'A', weight: 2, base: 0 },
          { capacityProvider: 'B', weight: 0, base: 0 },
        ],
      },
    ],
    [
      'swapped blue/green target groups',
      {
        loadBalancers: [
          {
            targetGroupArn: tg(1),
            containerName: 'app',
            containerPort: 80,
            advancedConfiguration: { alternateTargetGroupArn: tg(2), roleArn: 'r' },
          },
        ],
      },
      {
        loadBalancers: [
          {
            targetGroupArn: tg(2),
            containerName: 'app',
            containerPort: 80,
            advancedConfiguration: { alternateTargetGroupArn: tg(1), roleArn: 'r' },
          },
        ],
      },
    ],
    [
      'target groups in another order',
      {
        loadBalancers: [
          { targetGroupArn: tg(1), containerPort: 80 },
          { targetGroupArn: tg(2), containerPort: 80 },
        ],
      },
      {
        loadBalancers: [
          { targetGroupArn: tg(2), containerPort: 80 },
          { targetGroupArn: tg(1), containerPort: 80 },
        ],
      },
    ],
    [
      'Service Connect with what ECS fills in',
      {
        serviceConnectConfiguration: {
          enabled: true,
          services: [{ portName: 'web', clientAliases: [{ port: 80 }] }],
          logConfiguration: { logDriver: 'awslogs' },
        },
      },
      primary({
        serviceConnectConfiguration: {
          enabled: true,
          namespace: 'arn:aws:servicediscovery:us-east-1:1:namespace/ns-1',
          services: [{ portName: 'web', discoveryName: 'web', clientAliases: [{ port: 80 }] }],
          logConfiguration: { logDriver: 'awslogs', secretOptions: [] },
        },
      }),
    ],
    [
      'a namespace by name, read back as ARN',
      { serviceConnectConfiguration: { enabled: true, namespace: 'local' } },
      primary({
        serviceConnectConfiguration: {
          enabled: true,
          namespace: 'arn:aws:servicediscovery:us-east-1:1:namespace/ns-1',
        },
      }),
    ],
    [
      'an EBS volume with xfs filled in',
      { volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: 'r', sizeInGiB: 10 } }] },
      primary({
        volumeConfigurations: [
          { name: 'data', managedEBSVolume: { roleArn: 'r', sizeInGiB: 10, filesystemType: 'xfs' } },
        ],
      }),
    ],
    [
      'DAEMON percentages',
      { schedulingStrategy: 'DAEMON', deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } },
      { schedulingStrategy: 'DAEMON', deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } },
    ],
  ];
  it.each(same.map(([name, spec, live = {}]) => ({ name, spec, live })))('$name', ({ spec, live }) => {
    expect(compare(spec, live)).toEqual([]);
  });
});

describe('true differences', () => {
  const different: readonly (readonly [string, EcsServiceSpec, Partial<Service>, string])[] = [
    [
      'another subnet',
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-c'] } } },
      {},
      'networkConfiguration.awsvpcConfiguration.subnets',
    ],
    ['a pinned platform', { platformVersion: '1.4.0' }, {}, 'platformVersion'],
    [
      'the breaker turned on',
      { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } },
      {},
      'deploymentConfiguration.deploymentCircuitBreaker.enable',
    ],
    [
      'placement in another order',
      { placementStrategy: [{ type: 'random' }, { type: 'spread', field: 'host' }] },
      { placementStrategy: [{ type: 'spread', field: 'instanceId' }, { type: 'random' }] },
      'placementStrategy',
    ],
    [
      'a load balancer more in AWS',
      { loadBalancers: [{ targetGroupArn: tg(1) }] },
      { loadBalancers: [{ targetGroupArn: tg(1) }, { targetGroupArn: tg(2) }] },
      'loadBalancers',
    ],
    [
      'another container port',
      { loadBalancers: [{ targetGroupArn: tg(1), containerPort: 80 }] },
      { loadBalancers: [{ targetGroupArn: tg(1), containerPort: 81 }] },
      'loadBalancers',
    ],
    ['an explicit empty list', { loadBalancers: [] }, { loadBalancers: [{ targetGroupArn: tg(1) }] }, 'loadBalancers'],
    [
      'Service Connect off in AWS',
      { serviceConnectConfiguration: { enabled: true } },
      {},
      'serviceConnectConfiguration',
    ],
    [
      'another namespace',
      { serviceConnectConfiguration: { enabled: true, namespace: 'a' } },
      primary({ serviceConnectConfiguration: { enabled: true, namespace: 'b' } }),
      'serviceConnectConfiguration',
    ],
    ['rebalancing that is named', { availabilityZoneRebalancing: 'DISABLED' }, {}, 'availabilityZoneRebalancing'],
    [
      'a hook',
      {
        deploymentConfiguration: {
          lifecycleHooks: [{ hookTargetArn: 'l', roleArn: 'r', lifecycleStages: ['PRE_SCALE_UP'] }],
        },
      },
      {},
      'deploymentConfiguration.lifecycleHooks',
    ],
  ];
  it.each(different)('%s', (_case, spec, live, path) => {
    expect(compare(spec, live).map(([name]) => name)).toEqual([path]);
  });

  it('is drift when the spec is what was applied before', () => {
    const rule = FIELD_RULES.find(({ path }) => path === 'propagateTags')!;
    const appliedHashes = { propagateTags: fieldHash(rule, 'SERVICE') };
    expect(compare({ propagateTags: 'SERVICE' }, {}, { appliedHashes })).toEqual([
      ['propagateTags', 'Drifted', 'SERVICE'],
    ]);
    expect(compare({ propagateTags: 'TASK_DEFINITION' }, {}, { appliedHashes })[0]?.[1]).toBe('Changed');
  });

  it('is not drift when ECS reads back what it read back after the field was sent', () => {
    const rule = FIELD_RULES.find(({ path }) => path === 'propagateTags')!;
    const appliedHashes = {
      propagateTags: fieldHash(rule, 'SERVICE'),
      [readBackKey('propagateTags')]: fieldHash(rule, 'NONE'),
    };
    expect(compare({ propagateTags: 'SERVICE' }, {}, { appliedHashes })).toEqual([]);
    expect(compare({ propagateTags: 'SERVICE' }, { propagateTags: 'TASK_DEFINITION' }, { appliedHashes })).toHaveLength(
      1,
    );
  });
});

describe('fields that left the spec', () => {
  it.each([
    ['platformVersion', { platformVersion: '1.3.0' }, 'LATEST'],
    ['healthCheckGracePeriodSeconds', { healthCheckGracePeriodSeconds: 30 }, 0],
    ['propagateTags', { propagateTags: 'SERVICE' }, 'NONE'],
    ['enableExecuteCommand', { enableExecuteCommand: true }, false],
    ['loadBalancers', { loadBalancers: [{ targetGroupArn: tg(1) }] }, []],
    ['availabilityZoneRebalancing', {}, 'DISABLED'],
    ['deploymentConfiguration.maximumPercent', { deploymentConfiguration: { maximumPercent: 150 } }, 200],
  ] as const)('%s gets AWS’s default', (path, live, reset) => {
    expect(compare({}, live as Partial<Service>, { ownedFields: [path] })).toEqual([[path, 'Removed', reset]]);
  });

  it('go to LATEST also when the spec says so instead of a number', () => {
    const rule = FIELD_RULES.find(({ path }) => path === 'platformVersion')!;
    const before = { ownedFields: ['platformVersion'], appliedHashes: { platformVersion: fieldHash(rule, '1.3.0') } };
    expect(compare({ platformVersion: 'LATEST' }, { platformVersion: '1.3.0' }, before)).toHaveLength(1);
  });

  it('stay where nothing can be sent for them', () => {
    const ownedFields = [
      'networkConfiguration.awsvpcConfiguration.subnets',
      'networkConfiguration.awsvpcConfiguration.securityGroups',
      'taskDefinition',
    ];
    expect(compare({}, {}, { ownedFields })).toEqual([]);
  });

  it('keep linear settings alone unless the strategy is linear', () => {
    const ownedFields = ['deploymentConfiguration.linearConfiguration.stepPercent'];
    const linearConfiguration = { stepPercent: 50 };
    const rolling = { deploymentConfiguration: { strategy: 'ROLLING' as const, linearConfiguration } };
    const linear = { deploymentConfiguration: { strategy: 'LINEAR' as const, linearConfiguration } };
    expect(compare({}, rolling, { ownedFields })).toEqual([]);
    expect(compare({}, linear, { ownedFields })).toHaveLength(1);
  });
});

describe('a member of a structure that left the spec', () => {
  const rule = FIELD_RULES.find(({ path }) => path === 'loadBalancers')!;
  const plain = { targetGroupArn: tg(1), containerName: 'app', containerPort: 80 };
  const advanced = { ...plain, advancedConfiguration: { alternateTargetGroupArn: tg(2), roleArn: 'r' } };
  const live = { loadBalancers: [advanced] };
  const applied = (value: unknown) => ({ appliedHashes: { loadBalancers: fieldHash(rule, value) } });

  it('is taken away when it was ours', () => {
    expect(compare({ loadBalancers: [plain] }, live, applied([advanced]))).toEqual([
      ['loadBalancers', 'Changed', [plain]],
    ]);
  });

  it("stays when it was never ours, and is AWS's or somebody's", () => {
    const unnamed = { targetGroupArn: tg(1), containerName: 'app' };
    const more = { loadBalancers: [{ ...plain, containerPort: 80 }] };
    expect(compare({ loadBalancers: [unnamed] }, more)).toEqual([]);
    expect(compare({ loadBalancers: [unnamed] }, more, applied([unnamed]))).toEqual([]);
  });

  it('is not guessed from what another version of the operator hashed', () => {
    const appliedHashes = { loadBalancers: 'v1:0123456789abcdef' };
    const unnamed = { targetGroupArn: tg(1), containerName: 'app' };
    expect(compare({ loadBalancers: [unnamed] }, { loadBalancers: [plain] }, { appliedHashes })).toEqual([]);
  });

  it("is told from AWS's own defaults", () => {
    const volumes = FIELD_RULES.find(({ path }) => path === 'volumeConfigurations')!;
    const volume = (change: object) => [{ name: 'data', managedEBSVolume: { roleArn: 'r', sizeInGiB: 20, ...change } }];
    const appliedHashes = { volumeConfigurations: fieldHash(volumes, volume({ iops: 3000 })) };
    const compared = (read: object) =>
      compare({ volumeConfigurations: volume({}) }, primary({ volumeConfigurations: volume(read) }), { appliedHashes });
    expect(compared({ filesystemType: 'xfs' })).toEqual([]);
    expect(compared({ filesystemType: 'xfs', iops: 3000 })).toHaveLength(1);
  });

  it('is a namespace of Service Connect, too', () => {
    const connect = FIELD_RULES.find(({ path }) => path === 'serviceConnectConfiguration')!;
    const read = primary({ serviceConnectConfiguration: { enabled: true, namespace: 'shop' } });
    const appliedHashes = { serviceConnectConfiguration: fieldHash(connect, { enabled: true, namespace: 'shop' }) };
    const spec = { serviceConnectConfiguration: { enabled: true } };
    expect(compare(spec, read)).toEqual([]);
    expect(compare(spec, read, { appliedHashes })).toHaveLength(1);
  });
});

describe('hooks with AWS defaults written out', () => {
  it('are the hooks without them', () => {
    const hook = { hookTargetArn: 'l', roleArn: 'r', lifecycleStages: ['PRE_SCALE_UP' as const] };
    const written = {
      ...hook,
      targetType: 'AWS_LAMBDA' as const,
      timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' as const },
    };
    const spec = (lifecycleHooks: (typeof hook)[]) => ({ deploymentConfiguration: { lifecycleHooks } });
    expect(compare(spec([written]), spec([hook]))).toEqual([]);
    expect(compare(spec([hook]), spec([written]))).toEqual([]);
  });
});

describe('fields that ECS does not read back', () => {
  const rule = FIELD_RULES.find(({ path }) => path === 'monitoring')!;
  const monitoring = {
    metricConfigurations: [{ metricNames: ['MemoryUtilization', 'CPUUtilization'], resolutionSeconds: 20 }],
  };

  it('are judged by what was applied', () => {
    expect(liveFields(recorded).get('monitoring')).toBe(UNREAD);
    expect(compare({ monitoring })).toHaveLength(1);
    expect(compare({ monitoring }, {}, { appliedHashes: { monitoring: fieldHash(rule, monitoring) } })).toEqual([]);
  });

  it('are compared where the revision was read', () => {
    const revision = {
      monitoring: {
        metricConfigurations: [{ metricNames: ['CPUUtilization', 'MemoryUtilization'], resolutionSeconds: 20 }],
      },
    };
    const live = liveFields(recorded, revision);
    expect(compare({ monitoring }, {}, { live })).toEqual([]);
    expect(compare({ monitoring }, {}, { live: liveFields(recorded, {}) })).toHaveLength(1);
  });
});
