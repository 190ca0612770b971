import type { FieldGuide } from './field-case.ts';

const role = 'arn:aws:iam::111122223333:role/infrastructure';
const group = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/${name}/0123456789abcdef`;
const rule = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:111122223333:listener-rule/app/lb/0123456789abcdef/0123456789abcdef/${name}`;
const registry = (name: string) => `arn:aws:servicediscovery:us-east-1:111122223333:service/srv-${name}`;
const lambda = (name: string) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;
const lattice = (name: string) => `arn:aws:vpc-lattice:us-east-1:111122223333:targetgroup/tg-${name}`;
const authority = (id: string) => `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${id}`;

const onEc2 = { launchType: 'EC2', taskDefinition: 'on-ec2:1', networkConfiguration: undefined, desiredCount: 0 };
const balanced = { loadBalancers: [{ targetGroupArn: group('blue'), containerName: 'app', containerPort: 80 }] };
const shifting = {
  loadBalancers: [
    {
      ...balanced.loadBalancers[0],
      advancedConfiguration: {
        alternateTargetGroupArn: group('green'),
        productionListenerRule: rule('production'),
        testListenerRule: rule('test'),
        roleArn: role,
      },
    },
  ],
};
const strategy = (name: string) => ({ ...shifting, deploymentConfiguration: { strategy: name } });
const connected = { serviceConnectConfiguration: { enabled: true, namespace: 'shop.local' } };
const offering = {
  serviceConnectConfiguration: { ...connected.serviceConnectConfiguration, services: [{ portName: 'http' }] },
};
const hooked = {
  deploymentConfiguration: {
    lifecycleHooks: [{ hookTargetArn: lambda('one'), roleArn: role, lifecycleStages: ['POST_SCALE_UP'] }],
  },
};
const early = {
  deploymentConfiguration: {
    minimumHealthyPercent: 10,
    earlySuccessCriteria: { enable: true, healthyPercent: 50, sourceServiceRevisionCleanup: 'DEFERRED' },
  },
};
const volume = { volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: role, sizeInGiB: 20 } }] };

/** How the fields of an EcsService are set one by one; see {@link FieldGuide}. */
export const serviceGuide: FieldGuide = {
  base: {
    cluster: 'demo',
    taskDefinition: 'web:1',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  },
  values: {
    taskDefinition: ['web:1', 'web:2'],
    desiredCount: [2, 3],
    platformVersion: ['1.4.0', 'LATEST'],
    'loadBalancers[].targetGroupArn': [group('blue'), group('other')],
    'loadBalancers[].containerName': ['app', 'side'],
    'loadBalancers[].containerPort': [80, 81],
    'loadBalancers[].advancedConfiguration.alternateTargetGroupArn': [group('green'), group('other')],
    'loadBalancers[].advancedConfiguration.productionListenerRule': [rule('production'), rule('other')],
    'loadBalancers[].advancedConfiguration.testListenerRule': [rule('test'), rule('other')],
    'loadBalancers[].advancedConfiguration.roleArn': [role, `${role}-2`],
    'serviceRegistries[].registryArn': [registry('one'), registry('two')],
    'serviceRegistries[].containerName': ['app', 'side'],
    'serviceRegistries[].containerPort': [80, 81],
    'capacityProviderStrategy[].capacityProvider': ['FARGATE', 'FARGATE_SPOT'],
    'deploymentController.type': ['ECS'],
    'deploymentConfiguration.maximumPercent': [150, 175],
    'deploymentConfiguration.minimumHealthyPercent': [50, 75],
    'deploymentConfiguration.earlySuccessCriteria.healthyPercent': [50, 60],
    'deploymentConfiguration.strategy': ['BLUE_GREEN', 'CANARY'],
    'deploymentConfiguration.bakeTimeInMinutes': [1, 2],
    'deploymentConfiguration.lifecycleHooks[].targetType': ['AWS_LAMBDA'],
    'deploymentConfiguration.lifecycleHooks[].hookTargetArn': [lambda('one'), lambda('two')],
    'deploymentConfiguration.lifecycleHooks[].roleArn': [role, `${role}-2`],
    'deploymentConfiguration.lifecycleHooks[].lifecycleStages': [['POST_SCALE_UP'], ['PRE_SCALE_UP', 'POST_SCALE_UP']],
    'deploymentConfiguration.lifecycleHooks[].hookDetails': [{ one: 1 }, 'two'],
    'placementConstraints[].type': ['memberOf', 'distinctInstance'],
    'placementConstraints[].expression': ['attribute:zone == a', 'attribute:zone == b'],
    'placementStrategy[].type': ['spread', 'random'],
    'placementStrategy[].field': ['instanceId', 'attribute:ecs.availability-zone'],
    'networkConfiguration.awsvpcConfiguration.subnets': [['subnet-b'], ['subnet-b', 'subnet-a']],
    'networkConfiguration.awsvpcConfiguration.securityGroups': [['sg-a'], ['sg-b', 'sg-a']],
    'serviceConnectConfiguration.namespace': ['shop.local', 'other.local'],
    'serviceConnectConfiguration.services[].portName': ['http', 'admin'],
    'serviceConnectConfiguration.services[].tls.issuerCertificateAuthority.awsPcaAuthorityArn': [
      authority('one'),
      authority('two'),
    ],
    'serviceConnectConfiguration.logConfiguration.logDriver': ['splunk', 'fluentd'],
    'volumeConfigurations[].name': ['data'],
    'volumeConfigurations[].managedEBSVolume.roleArn': [role, `${role}-2`],
    'vpcLatticeConfigurations[].roleArn': [role, `${role}-2`],
    'vpcLatticeConfigurations[].targetGroupArn': [lattice('one'), lattice('two')],
    'vpcLatticeConfigurations[].portName': ['http', 'admin'],
    'gatewayConnectors[].portName': ['http', 'admin'],
    'monitoring.metricConfigurations[].metricNames': [['CPUUtilization'], ['MemoryUtilization', 'CPUUtilization']],
    'monitoring.metricConfigurations[].resolutionSeconds': [20, 60],
  },
  needs: {
    loadBalancers: balanced,
    healthCheckGracePeriodSeconds: balanced,
    'loadBalancers[].advancedConfiguration': strategy('BLUE_GREEN'),
    'deploymentConfiguration.strategy': shifting,
    'deploymentConfiguration.linearConfiguration': strategy('LINEAR'),
    'deploymentConfiguration.canaryConfiguration': strategy('CANARY'),
    serviceRegistries: { serviceRegistries: [{ registryArn: registry('one') }] },
    capacityProviderStrategy: { launchType: undefined, desiredCount: 0 },
    'deploymentConfiguration.lifecycleHooks': hooked,
    'deploymentConfiguration.earlySuccessCriteria': early,
    'loadBalancers[].containerName': onEc2,
    placementConstraints: onEc2,
    placementStrategy: onEc2,
    'serviceConnectConfiguration.enabled': { serviceConnectConfiguration: { namespace: 'shop.local' } },
    'serviceConnectConfiguration.services': offering,
    'serviceConnectConfiguration.logConfiguration': connected,
    'serviceConnectConfiguration.accessLogConfiguration': connected,
    'serviceConnectConfiguration.containerConfigurations': connected,
    volumeConfigurations: { taskDefinition: 'with-volume:1' },
    'volumeConfigurations[].managedEBSVolume': volume,
  },
  removals: {
    taskDefinition: undefined,
    desiredCount: undefined,
    'networkConfiguration.awsvpcConfiguration.subnets': undefined,
    'serviceConnectConfiguration.enabled': 'serviceConnectConfiguration',
    'deploymentConfiguration.earlySuccessCriteria.healthyPercent': 'deploymentConfiguration.earlySuccessCriteria',
    'deploymentConfiguration.earlySuccessCriteria.sourceServiceRevisionCleanup':
      'deploymentConfiguration.earlySuccessCriteria',
    'deploymentConfiguration.lifecycleHooks[].hookTargetArn': 'deploymentConfiguration.lifecycleHooks',
    'deploymentConfiguration.lifecycleHooks[].roleArn': 'deploymentConfiguration.lifecycleHooks',
    'volumeConfigurations[].managedEBSVolume.sizeInGiB': 'volumeConfigurations',
    'loadBalancers[].targetGroupArn': 'loadBalancers',
    'loadBalancers[].containerName': 'loadBalancers',
    'loadBalancers[].containerPort': 'loadBalancers',
    'serviceRegistries[].registryArn': 'serviceRegistries',
  },
  leftOut: {
    serviceName: 'immutable: refused by CEL (crds-service-rules.test.ts)',
    cluster: 'immutable: refused by CEL (crds-service-rules.test.ts)',
    launchType: 'immutable: refused by CEL (crds-service-rules.test.ts)',
    role: 'immutable: refused by CEL (crds-service-rules.test.ts)',
    schedulingStrategy: 'immutable: refused by CEL (crds-service-rules.test.ts)',
    region: 'immutable: refused by CEL (crds.test.ts)',
    taskDefinitionRef: 'resolved to taskDefinition (service.test.ts)',
    tags: 'changed by TagResource and UntagResource (tags.test.ts)',
    rollout: 'not sent to AWS (service-faults.test.ts)',
    deletionPolicy: 'not sent to AWS (service.test.ts)',
    adoptionPolicy: 'not sent to AWS (adoption.test.ts)',
    driftPolicy: 'not sent to AWS (service.test.ts)',
    ignoreDifferences: 'not sent to AWS (ownership.test.ts)',
    suspend: 'not sent to AWS (service.test.ts)',
  },
};
