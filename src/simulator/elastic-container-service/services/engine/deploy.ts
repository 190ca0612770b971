import { deploymentNumber, siblingArn } from '../arns.ts';
import { definitionOf } from '../task-definitions.ts';
import type { DeploymentRecord, RevisionRecord, RolloutSettings } from '../state.ts';
import { chooseGroups } from './lifecycle/traffic.ts';
import { connectResources } from './service-connect.ts';
import { type Scene } from './scene.ts';
import { openDeploymentRecord, supersedeOpenDeployment } from './service-deployments.ts';
import { schedulerDelay } from './timings.ts';

/** The platform version that LATEST stands for on Fargate. */
const PLATFORM_VERSION = '1.4.0';

/**
 * Starts a deployment of the service's present rollout settings: a new revision, a new PRIMARY first in the list, the
 * former one ACTIVE with its rollout state kept (recorded).
 */
export function deploy(scene: Scene, at: number): DeploymentRecord {
  const { service } = scene;
  const number = deploymentNumber(scene.random);
  supersedeOpenDeployment(scene, at);
  const revision = makeRevision(scene, number, at);
  const id = `ecs-svc/${number}`;
  const deployment: DeploymentRecord = {
    id,
    status: 'PRIMARY',
    revisionArn: revision.arn,
    serviceDeploymentArn: openDeploymentRecord(scene, revision, id, at),
    desiredCount: 0,
    failedTasks: 0,
    createdAt: at,
    updatedAt: at,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failuresInARow: 0,
    retryAt: at,
    rollingBack: false,
  };
  retirePrimary(scene, at);
  service.deployments = [deployment, ...service.deployments];
  service.actAfter = at + schedulerDelay(scene.random);
  service.steady = false;
  service.satisfiedSince = undefined;
  service.cleanUpAt = undefined;
  return deployment;
}

/** The PRIMARY becomes ACTIVE and takes its place among the others: oldest first. */
export function retirePrimary(scene: Scene, at: number): void {
  const { service } = scene;
  for (const deployment of service.deployments) {
    if (deployment.status === 'PRIMARY') {
      deployment.status = 'ACTIVE';
      deployment.updatedAt = at;
      deployment.rollingBack = false;
    }
  }
  service.deployments.sort((a, b) => a.createdAt - b.createdAt);
}

function makeRevision(scene: Scene, number: string, at: number): RevisionRecord {
  const { service, world } = scene;
  const definition = definitionOf(world, service.rollout.taskDefinition);
  const revision: RevisionRecord = {
    ...resolve(structuredClone(service.rollout)),
    arn: siblingArn(service.arn, 'service-revision', number),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: at,
    targetGroups: chooseGroups(scene, service),
    requested: structuredClone(service.rollout),
    containerImages: definition.containers.map(({ name = '', image = '' }) => ({ containerName: name, image })),
    serviceConnectResources: connectResources(scene, service.rollout.serviceConnectConfiguration),
  };
  world.services.revisions.set(revision.arn, revision);
  return revision;
}

/**
 * A deployment shows the platform version that LATEST stood for; the service keeps saying LATEST (recorded). Service
 * Connect that is not enabled is not there at all (asserted by Terraform's acceptance tests, which run on AWS).
 */
function resolve(settings: RolloutSettings): RolloutSettings {
  const { serviceConnectConfiguration: connect } = settings;
  return {
    ...settings,
    platformVersion: resolvedPlatform(settings.platformVersion),
    serviceConnectConfiguration: connect?.enabled === true ? connect : undefined,
  };
}

/** The platform version that tasks run on. */
export function resolvedPlatform(asked: string | undefined): string | undefined {
  return asked === 'LATEST' ? PLATFORM_VERSION : asked;
}
