import { definitionOf } from '../task-definitions.ts';
import type { DeploymentRecord } from '../state.ts';
import type { TaskRecord } from '../task-record.ts';
import { chooseProvider } from './capacity.ts';
import { makeTask } from './make-task.ts';
import { primaryOf, revisionOf, tasksOf, type Scene } from './scene.ts';
import { tagsOfTask } from './task-tags.ts';

/** Starts one task of a deployment at `at`. */
export function startTask(scene: Scene, deployment: DeploymentRecord, at: number): TaskRecord {
  const { service } = scene;
  const revision = revisionOf(scene, deployment);
  const definition = definitionOf(scene.world, revision.taskDefinition);
  const placed = tasksOf(scene).filter((task) => task.deploymentId === primaryOf(service).id).length;
  const task = makeTask(scene, {
    at,
    clusterArn: service.clusterArn,
    definition,
    compute: {
      launchType: revision.launchType ?? 'FARGATE',
      capacityProviderName: chooseProvider(revision.capacityProviderStrategy ?? [], placed),
      platformVersion: revision.platformVersion,
      platformFamily: revision.platformFamily,
    },
    networkConfiguration: revision.networkConfiguration,
    volumes: revision.volumeConfigurations,
    turn: service.taskArns.length,
    targetGroupArn: revision.targetGroups?.[0],
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
