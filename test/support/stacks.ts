import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { EcsTaskDefinitionSpec } from '../../src/api/generated/ecs-task-definition.ts';

/** What a team deploys for one application: a task definition, a service that runs it, a scaling beside it. */
export interface Stack {
  /** Of all three objects. */
  readonly name: string;
  readonly taskDefinition: EcsTaskDefinitionSpec;
  readonly service: EcsServiceSpec;
  readonly scaling: EcsScalingSpec;
}

/** The ECS cluster that the services of stacks run in. */
export const STACK_CLUSTER = 'demo';

/** `count` stacks that differ in name and image, each with one scaling policy and one scheduled action. */
export function stacks(count: number): Stack[] {
  return Array.from({ length: count }, (_, index) => stack(`app-${String(index).padStart(4, '0')}`));
}

function stack(name: string): Stack {
  return { name, taskDefinition: taskDefinition(name), service: service(name), scaling: scaling(name) };
}

function taskDefinition(name: string): EcsTaskDefinitionSpec {
  return {
    deletionPolicy: 'Delete',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
    containerDefinitions: [
      {
        name: 'app',
        image: `registry.example.com/${name}:1`,
        portMappings: [{ containerPort: 8080 }],
        environment: [{ name: 'LOG_LEVEL', value: 'info' }],
      },
    ],
  };
}

function service(name: string): EcsServiceSpec {
  return {
    cluster: STACK_CLUSTER,
    taskDefinitionRef: { name },
    launchType: 'FARGATE',
    deploymentConfiguration: {
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'] } },
  };
}

function scaling(name: string): EcsScalingSpec {
  return {
    serviceRef: { name },
    minCapacity: 1,
    maxCapacity: 4,
    policies: [
      {
        name: 'cpu',
        policyType: 'TargetTrackingScaling',
        targetTrackingScalingPolicyConfiguration: {
          targetValue: 60,
          predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      },
    ],
    scheduledActions: [
      { name: 'night', schedule: 'cron(0 22 * * ? *)', scalableTargetAction: { minCapacity: 1, maxCapacity: 2 } },
    ],
  };
}
