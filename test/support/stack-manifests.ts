import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { EcsTaskDefinitionSpec } from '../../src/api/generated/ecs-task-definition.ts';
import { API_VERSION } from '../../src/api/resources.ts';
import type { Manifest } from './kube-request.ts';

/** A Fargate task definition of one container that runs `image`; what the image's tag says becomes of it. */
export function taskDefinitionManifest(
  name: string,
  image = 'app:1',
  change: Partial<EcsTaskDefinitionSpec> = {},
): Manifest {
  const spec: EcsTaskDefinitionSpec = {
    deletionPolicy: 'Delete',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image }],
    ...change,
  };
  return manifest('EcsTaskDefinition', name, spec);
}

/** A service of the cluster `demo` that runs one task of the task definition of its own name and rolls back. */
export function serviceManifest(name: string, change: Partial<EcsServiceSpec> = {}): Manifest {
  const spec: EcsServiceSpec = {
    cluster: 'demo',
    taskDefinitionRef: { name },
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60718'] } },
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    ...change,
  };
  return manifest('EcsService', name, spec);
}

/** A scaling of the service of its own name, with one policy. */
export function scalingManifest(name: string, change: Partial<EcsScalingSpec> = {}): Manifest {
  const spec: EcsScalingSpec = {
    serviceRef: { name },
    minCapacity: 1,
    maxCapacity: 6,
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
    ...change,
  };
  return manifest('EcsScaling', name, spec);
}

function manifest(kind: string, name: string, spec: object): Manifest {
  return { apiVersion: API_VERSION, kind, metadata: { name }, spec };
}
