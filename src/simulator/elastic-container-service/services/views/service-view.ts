import type { Json } from '../../../operation.ts';
import { countTasks, revisionOf, tasksOf, type Scene } from '../engine/scene.ts';
import { shownArn } from '../find-service.ts';
import type { DeploymentRecord } from '../state.ts';
import { compact, seconds } from './seconds.ts';

export interface ServiceViewOptions {
  /** Tags are shown by CreateService, and by DescribeServices on demand. */
  readonly tags: boolean;
  /** When set, `currentServiceDeployment` is shown as a describe at this time sees it; never in other answers. */
  readonly describedAt?: number;
}

/** A service as CreateService, UpdateService and DescribeServices answer it. */
export function serviceView(scene: Scene, options: ServiceViewOptions): Json {
  const { service } = scene;
  return compact({
    ...baseView(scene),
    currentServiceDeployment: shownDeployment(scene, options.describedAt),
    currentServiceRevisions: service.deployments.map((deployment) => revisionSummary(scene, deployment)),
    tags: options.tags ? service.tags : undefined,
  });
}

/** DeleteService answers less: no revisions, no tags, a deployment configuration without its newer members (recorded). */
export function deletedServiceView(scene: Scene): Json {
  const {
    bakeTimeInMinutes: _bake,
    deploymentCircuitBreaker: breaker,
    ...rest
  } = scene.service.settings.deploymentConfiguration;
  const reduced = { deploymentCircuitBreaker: { enable: breaker?.enable, rollback: breaker?.rollback }, ...rest };
  return compact({ ...baseView(scene), deploymentConfiguration: reduced });
}

function baseView(scene: Scene): Json {
  const { service } = scene;
  const { rollout, settings } = service;
  const { running, pending } = countTasks(tasksOf(scene));
  return {
    serviceArn: shownArn(service),
    serviceName: service.name,
    clusterArn: service.clusterArn,
    loadBalancers: rollout.loadBalancers,
    serviceRegistries: rollout.serviceRegistries,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: running,
    pendingCount: pending,
    ...computeView(rollout),
    taskDefinition: rollout.taskDefinition,
    deploymentConfiguration: settings.deploymentConfiguration,
    deployments: service.deployments.map((deployment) => deploymentView(scene, deployment)),
    roleArn: service.roleArn,
    events: service.events.map((event) => ({ ...event, createdAt: seconds(event.createdAt) })),
    createdAt: seconds(service.createdAt),
    placementConstraints: settings.placementConstraints,
    placementStrategy: settings.placementStrategy,
    networkConfiguration: rollout.networkConfiguration,
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    schedulingStrategy: service.schedulingStrategy,
    deploymentController: { type: 'ECS' },
    createdBy: service.createdBy,
    enableECSManagedTags: settings.enableECSManagedTags,
    propagateTags: settings.propagateTags,
    enableExecuteCommand: settings.enableExecuteCommand,
    availabilityZoneRebalancing: settings.availabilityZoneRebalancing,
    resourceManagementType: 'CUSTOMER',
  };
}

interface Compute {
  readonly launchType?: string | undefined;
  readonly capacityProviderStrategy?: object[] | undefined;
  readonly platformVersion?: string | undefined;
  readonly platformFamily?: string | undefined;
}

/** Launch type or capacity provider strategy, never both; platform members on Fargate only. */
function computeView(settings: Compute): Json {
  const { launchType, capacityProviderStrategy, platformVersion, platformFamily } = settings;
  return { launchType, capacityProviderStrategy, platformVersion, platformFamily };
}

function shownDeployment(scene: Scene, at: number | undefined): string | undefined {
  const arn = scene.service.currentServiceDeployment;
  if (arn === undefined || at === undefined) return undefined;
  const record = scene.world.services.serviceDeployments.get(arn);
  return record !== undefined && record.recordedAt <= at ? arn : undefined;
}

function deploymentTasks(scene: Scene, deployment: DeploymentRecord): { running: number; pending: number } {
  return countTasks(tasksOf(scene).filter((task) => task.deploymentId === deployment.id));
}

function revisionSummary(scene: Scene, deployment: DeploymentRecord): Json {
  const { running, pending } = deploymentTasks(scene, deployment);
  return {
    arn: deployment.revisionArn,
    requestedTaskCount: deployment.desiredCount,
    runningTaskCount: running,
    pendingTaskCount: pending,
  };
}

function deploymentView(scene: Scene, deployment: DeploymentRecord): Json {
  const revision = revisionOf(scene, deployment);
  const { running, pending } = deploymentTasks(scene, deployment);
  return compact({
    id: deployment.id,
    status: deployment.status,
    taskDefinition: revision.taskDefinition,
    desiredCount: deployment.desiredCount,
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: seconds(deployment.createdAt),
    updatedAt: seconds(deployment.updatedAt),
    ...computeView(revision),
    networkConfiguration: revision.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    serviceConnectConfiguration: revision.serviceConnectConfiguration,
    serviceConnectResources: revision.serviceConnectResources,
    volumeConfigurations: revision.volumeConfigurations,
    vpcLatticeConfigurations: revision.vpcLatticeConfigurations,
  });
}
