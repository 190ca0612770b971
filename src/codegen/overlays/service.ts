import { choice, flag, integer, keyed, list, type Overlays, set, structure, text, textItem } from '../overlay.ts';
import { ARN, INT32, NAME, NAME_PATTERN, PORT, TAGS } from './bounds.ts';
import { serviceRules } from './service-rules.ts';

/** The top of CreateService and UpdateService, and how tasks reach the network and the hosts. */
export const serviceOverlays = {
  CreateServiceRequest: {
    rules: serviceRules,
    members: {
      cluster: text('Name or ARN of the cluster; default when absent. Immutable.', ARN, { minLength: 1 }),
      serviceName: text('Name in ECS; `<namespace>_<name>` when absent, dots as underscores. Immutable.', NAME, {
        minLength: 1,
        pattern: NAME_PATTERN,
      }),
      taskDefinition: text('`family`, `family:revision` or ARN; a family alone is resolved once per change.', ARN, {
        minLength: 1,
      }),
      availabilityZoneRebalancing: choice('Moves tasks between zones until they are even.'),
      loadBalancers: list('Target groups, or one Classic Load Balancer.', 5),
      serviceRegistries: list('Cloud Map registry.', 1),
      desiredCount: integer(
        'Tasks to run; 1, or the least of an autoscaler, at creation when absent. While an EcsScaling or another scalable target exists, the count is theirs and this value is used at creation only; when they go, the count stays where it is until this value changes.',
        0,
        INT32,
      ),
      launchType: choice('Launch type; excludes `capacityProviderStrategy`. Cannot change to another one.'),
      capacityProviderStrategy: list('Capacity providers; excludes `launchType`.', 20, {
        rules: [
          {
            rule: 'self.filter(item, has(item.base) && item.base > 0).size() <= 1',
            message: 'only one item of `capacityProviderStrategy` may have a `base`',
          },
        ],
      }),
      platformVersion: text('Fargate platform version; LATEST when absent.', 64),
      role: text('IAM role for Classic Load Balancers. Immutable.', ARN),
      deploymentConfiguration: structure('How deployments replace tasks.'),
      placementConstraints: list('Where tasks may be placed; not on Fargate.', 10),
      placementStrategy: list('How tasks are spread; not on Fargate.', 5),
      networkConfiguration: structure('Subnets and security groups of the tasks; needed in network mode awsvpc.'),
      healthCheckGracePeriodSeconds: integer(
        'Seconds after the start in which failed health checks are ignored.',
        0,
        INT32,
      ),
      schedulingStrategy: choice('REPLICA when absent; DAEMON runs one task on each instance. Immutable.'),
      deploymentController: structure('What carries deployments out; ECS when absent.'),
      tags: keyed('Tags of the service, by key.', TAGS, 'key'),
      enableECSManagedTags: flag('Tags tasks with cluster and service. False when absent.'),
      propagateTags: choice('Whose tags the tasks get; NONE when absent.'),
      enableExecuteCommand: flag('Allows ECS Exec into the tasks. False when absent.'),
      serviceConnectConfiguration: structure('Service Connect.'),
      volumeConfigurations: keyed('Volumes that the task definition leaves open, by name.', 10, 'name'),
      vpcLatticeConfigurations: list('VPC Lattice target groups.', 20),
      gatewayConnectors: list('Connections to an ECS gateway.', 1),
      monitoring: structure('Resolution of the service metrics.'),
    },
  },
  LoadBalancer: {
    members: {
      targetGroupArn: text('ARN of the target group.', ARN),
      loadBalancerName: text('Name of a Classic Load Balancer.', 255),
      containerName: text('Container that gets the traffic.', NAME),
      containerPort: integer('Port of the container.', 0, PORT),
      advancedConfiguration: structure('Second target group and listener rules, for strategies other than ROLLING.'),
    },
  },
  AdvancedConfiguration: {
    members: {
      alternateTargetGroupArn: text('ARN of the second target group.', ARN),
      productionListenerRule: text('ARN of the listener rule, or listener, of production traffic.', ARN),
      testListenerRule: text('ARN of the listener rule, or listener, of test traffic.', ARN),
      roleArn: text('ARN of the IAM role with which ECS changes the listener rules.', ARN),
    },
  },
  ServiceRegistry: {
    members: {
      registryArn: text('ARN of the Cloud Map service.', ARN),
      port: integer('Port, for SRV records.', 0, PORT),
      containerName: text('Container whose address is registered.', NAME),
      containerPort: integer('Port of the container, for SRV records.', 0, PORT),
    },
  },
  CapacityProviderStrategyItem: {
    members: {
      capacityProvider: text('Name of the capacity provider.', 255, { minLength: 1 }),
      weight: integer('Share of the tasks; 0 when absent.', 0, 1000),
      base: integer('Tasks that run here before weights count; 0 when absent.', 0, 100_000),
    },
  },
  PlacementConstraint: {
    members: {
      type: choice('Kind of constraint.', { required: true }),
      expression: text('Expression in the cluster query language.', 2000),
    },
  },
  PlacementStrategy: {
    rules: [
      {
        rule: "self.type != 'binpack' || (has(self.field) && self.field.lowerAscii() in ['cpu', 'memory'])",
        message: '`field` of a binpack `placementStrategy` must be cpu or memory',
      },
    ],
    members: {
      type: choice('Kind of strategy.', { required: true }),
      field: text('What to spread over, such as instanceId, or what to pack: cpu or memory.', 255),
    },
  },
  NetworkConfiguration: { members: { awsvpcConfiguration: structure('Network of tasks in network mode awsvpc.') } },
  AwsVpcConfiguration: {
    members: {
      subnets: set('Subnets; order does not matter.', 16, { minItems: 1, item: textItem(255) }),
      securityGroups: set('Security groups; the default group of the VPC when absent.', 5, { item: textItem(255) }),
      assignPublicIp: choice('Gives each task a public address; DISABLED when absent.'),
    },
  },
  DeploymentController: { members: { type: choice('ECS, CODE_DEPLOY or EXTERNAL.') } },
  VpcLatticeConfiguration: {
    members: {
      roleArn: text('ARN of the IAM role with which ECS registers targets.', ARN, { minLength: 1 }),
      targetGroupArn: text('ARN of the target group.', ARN, { minLength: 1 }),
      portName: text('Name of a port mapping.', 64, { minLength: 1 }),
      advancedConfiguration: structure('Second target group and listener rules, for strategies other than ROLLING.'),
    },
  },
  VpcLatticeAdvancedConfiguration: {
    members: {
      alternateTargetGroupArn: text('ARN of the second target group.', ARN),
      productionListenerRule: text('ARN of the listener rule of production traffic.', ARN),
      testListenerRule: text('ARN of the listener rule of test traffic.', ARN),
    },
  },
} satisfies Overlays;
