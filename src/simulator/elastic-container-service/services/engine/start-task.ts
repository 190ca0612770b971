import type { ContainerInstance } from '../../container-instances/instance-record.ts';
import { definitionOf } from '../task-definitions.ts';
import type { DeploymentRecord, RevisionRecord } from '../state.ts';
import type { TaskRecord } from '../task-record.ts';
import { isFargate } from '../validation/compute.ts';
import { makeTask } from './make-task.ts';
import { revisionOf, type Scene } from './scene.ts';
import { tagsOfTask } from './task-tags.ts';

/** Where a task was placed. */
export interface Spot {
  readonly provider?: string | undefined;
  readonly instance?: ContainerInstance | undefined;
}

/** Starts one task of a deployment at `at`. */
export function startTask(scene: Scene, deployment: DeploymentRecord, at: number, spot: Spot): TaskRecord {
  const { service } = scene;
  const revision = revisionOf(scene, deployment);
  const definition = definitionOf(scene.world, revision.taskDefinition);
  const task = makeTask(scene, {
    at,
    clusterArn: service.clusterArn,
    definition,
    compute: {
      launchType: revision.launchType ?? (isFargate(revision) ? 'FARGATE' : 'EC2'),
      capacityProviderName: spot.provider,
      platformVersion: revision.platformVersion,
      platformFamily: revision.platformFamily,
    },
    instance: spot.instance,
    networkConfiguration: revision.networkConfiguration,
    volumes: revision.volumeConfigurations,
    turn: service.taskArns.length,
    balancer: balancerOf(revision),
    gracePeriod: service.settings.healthCheckGracePeriodSeconds * 1_000,
    owner: {
      serviceArn: service.arn,
      serviceName: service.name,
      deploymentId: deployment.id,
      revisionArn: revision.arn,
      tags: tagsOfTask(scene, definition),
      enableExecuteCommand: service.settings.enableExecuteCommand,
    },
  });
  service.taskArns.push(task.arn);
  return task;
}

/** As reasons name what checks the health of a task: `target-group <ARN>`, or `elb <name>` of the first generation. */
function balancerOf({ loadBalancers, targetGroups = [] }: RevisionRecord): string | undefined {
  const [first] = loadBalancers;
  if (first?.loadBalancerName !== undefined) return `elb ${first.loadBalancerName}`;
  return targetGroups[0] === undefined ? undefined : `target-group ${targetGroups[0]}`;
}
