import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { AwsFault, type Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { planNext } from '../engine/advance.ts';
import { deploy } from '../engine/deploy.ts';
import { primaryOf, type Scene, sceneOf } from '../engine/scene.ts';
import { schedulerDelay } from '../engine/timings.ts';
import { findService } from '../find-service.ts';
import { checkPassRole } from '../roles.ts';
import { changedRollout } from '../rollout-change.ts';
import type { ServiceRecord, ServiceSettings } from '../state.ts';
import { definitionOf, resolveDefinition, type Definition } from '../task-definitions.ts';
import { updatedRebalancing } from '../validation/availability-zones.ts';
import { checkMergedPercentages, mergeDeploymentConfiguration } from '../validation/deployment-configuration.ts';
import { checkMergedStrategy } from '../validation/strategy.ts';
import { checkKnownBalancers, checkTargetTypes } from '../validation/load-balancers.ts';
import { checkSurroundings, rolesNamed } from '../validation/surroundings.ts';
import { checkUpdate, checkUpdatedRollout, strategyAfter } from '../validation/update-service.ts';
import { serviceView } from '../views/service-view.ts';
import { wake } from '../wake.ts';

type Request = Partial<UpdateServiceRequest> & { service: string };

/**
 * UpdateService. What is left out stays; only what belongs to a revision, or force, starts a deployment; a count, a
 * deployment configuration and the like do not (recorded). Everything is checked before anything changes.
 */
export function updateService(context: Context, input: Json): Json {
  const request = input as Request;
  const service = findService(context, request);
  if (service.status !== 'ACTIVE') throw new AwsFault('ServiceNotActiveException', 'Service was not ACTIVE.');
  checkUpdate(request, service);
  const strategy = strategyAfter(request, service);
  checkKnownBalancers(context.world.balancing, strategy, request.loadBalancers ?? service.rollout.loadBalancers);
  const definition = definitionFor(context, request, service);
  const settings = changedSettings(request, service);
  const change = changedRollout(request, service, activeCluster(context, request.cluster), definition);
  checkUpdatedRollout(request, service, change.rollout, definition);
  checkMergedStrategy(settings.deploymentConfiguration, change.rollout, service.schedulingStrategy);
  checkPassRole(context, rolesNamed(request));
  if (change.startsDeployment) {
    checkSurroundings(context.world.outer, change.rollout);
    checkTargetTypes(context.world.balancing, change.rollout.loadBalancers, definition);
  }
  service.settings = settings;
  service.rollout = change.rollout;
  const scene = sceneOf(context, service);
  applyCount(scene, request.desiredCount, context.clock.now());
  begin(scene, change.startsDeployment, context.clock.now());
  wake(context.world.services);
  return { service: serviceView(scene, { tags: false }) };
}

function definitionFor(context: Context, request: Request, service: ServiceRecord): Definition {
  if (request.taskDefinition !== undefined) return resolveDefinition(context, request.taskDefinition);
  return definitionOf(context.world, service.rollout.taskDefinition);
}

function changedSettings(request: Request, service: ServiceRecord): ServiceSettings {
  const stored = service.settings;
  const deploymentConfiguration = mergeDeploymentConfiguration(
    stored.deploymentConfiguration,
    request.deploymentConfiguration,
  );
  checkMergedPercentages(deploymentConfiguration);
  return {
    deploymentConfiguration,
    placementConstraints: request.placementConstraints ?? stored.placementConstraints,
    placementStrategy: request.placementStrategy ?? stored.placementStrategy,
    healthCheckGracePeriodSeconds: request.healthCheckGracePeriodSeconds ?? stored.healthCheckGracePeriodSeconds,
    enableECSManagedTags: request.enableECSManagedTags ?? stored.enableECSManagedTags,
    propagateTags: request.propagateTags ?? stored.propagateTags,
    enableExecuteCommand: request.enableExecuteCommand ?? stored.enableExecuteCommand,
    availabilityZoneRebalancing: updatedRebalancing(
      request.availabilityZoneRebalancing,
      stored.availabilityZoneRebalancing,
      deploymentConfiguration,
    ),
  };
}

/** The service shows its new count at once, its deployments only after the scheduler has looked (recorded). */
function applyCount(scene: Scene, count: number | undefined, now: number): void {
  const { service } = scene;
  if (count === undefined || count === service.desiredCount) return;
  service.desiredCount = count;
  if (now >= service.actAfter) service.actAfter = now + schedulerDelay(scene.random);
}

function begin(scene: Scene, startsDeployment: boolean, now: number): void {
  if (startsDeployment) deploy(scene, now);
  else primaryOf(scene.service).updatedAt = now;
  planNext(scene, now);
}
