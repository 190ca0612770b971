import { isDeepStrictEqual } from 'node:util';
import type { UpdateServiceRequest } from '@aws-sdk/client-ecs';
import type { Cluster } from '../state.ts';
import type { RolloutSettings, ServiceRecord } from './state.ts';
import type { Definition } from './task-definitions.ts';
import {
  checkPlatformVersion,
  isFargate,
  onLaunchType,
  onProviders,
  platformOnEc2,
  type Compute,
} from './validation/compute.ts';
import { invalidParameter } from '../parameter-rules.ts';
import { storedMonitoring } from './validation/monitoring.ts';
import { storedNetwork } from './validation/network.ts';
import { storedServiceConnect } from './validation/service-connect.ts';

type Request = Partial<UpdateServiceRequest>;

export interface RolloutChange {
  readonly rollout: RolloutSettings;
  readonly startsDeployment: boolean;
}

/**
 * The rollout settings after an update, and whether it starts a deployment: with force always; else when a value of
 * the revision differs. UNKNOWN: whether sending an unchanged load balancer, registry, Service Connect or Lattice
 * value starts one; it does here, which is what costs a careless client most.
 *
 * @throws AwsFault InvalidParameterException when the capacity provider strategy changes without force (reported)
 */
export function changedRollout(
  request: Request,
  service: ServiceRecord,
  cluster: Cluster,
  definition: Definition,
): RolloutChange {
  const stored = service.rollout;
  const rollout: RolloutSettings = {
    ...stored,
    taskDefinition: definition.arn,
    ...changedCompute(request, stored, cluster, definition),
    ...changedLists(request, stored, cluster),
  };
  const differs = !isDeepStrictEqual(defined(stored), defined(rollout));
  return { rollout, startsDeployment: request.forceNewDeployment === true || differs || sendsTraffic(request, stored) };
}

function changedCompute(request: Request, stored: RolloutSettings, cluster: Cluster, definition: Definition): Compute {
  const strategy = request.capacityProviderStrategy;
  const version = request.platformVersion ?? stored.platformVersion;
  if (strategy === undefined) {
    if (request.platformVersion === undefined) return {};
    if (!isFargate(stored)) throw platformOnEc2();
    checkPlatformVersion(request.platformVersion);
    return { platformVersion: request.platformVersion };
  }
  // UNKNOWN: the launch type that an empty strategy leads back to; the one that runs such tasks now.
  const back = stored.platformVersion === undefined ? 'EC2' : 'FARGATE';
  const compute: Compute =
    strategy.length > 0
      ? { launchType: undefined, ...onProviders(strategy, version, cluster, definition) }
      : { capacityProviderStrategy: undefined, ...onLaunchType(stored.launchType ?? back, version, definition) };
  const changes = !isDeepStrictEqual(compute.capacityProviderStrategy, stored.capacityProviderStrategy);
  if (changes && request.forceNewDeployment !== true) {
    throw invalidParameter(
      'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    );
  }
  return compute;
}

function changedLists(request: Request, stored: RolloutSettings, cluster: Cluster): Partial<RolloutSettings> {
  return {
    networkConfiguration: storedNetwork(request.networkConfiguration) ?? stored.networkConfiguration,
    loadBalancers: request.loadBalancers ?? stored.loadBalancers,
    serviceRegistries: request.serviceRegistries ?? stored.serviceRegistries,
    serviceConnectConfiguration:
      storedServiceConnect(request.serviceConnectConfiguration, cluster) ?? stored.serviceConnectConfiguration,
    volumeConfigurations: replaced(request.volumeConfigurations, stored.volumeConfigurations),
    vpcLatticeConfigurations: replaced(request.vpcLatticeConfigurations, stored.vpcLatticeConfigurations),
    gatewayConnectors: replaced(request.gatewayConnectors, stored.gatewayConnectors),
    monitoring: request.monitoring === undefined ? stored.monitoring : storedMonitoring(request.monitoring),
  };
}

/** An empty list takes the member away. */
function replaced<T>(given: T[] | undefined, stored: T[] | undefined): T[] | undefined {
  if (given === undefined) return stored;
  return given.length === 0 ? undefined : given;
}

/** Traffic settings that are sent, unless there is nothing now and nothing was before. */
function sendsTraffic(request: Request, stored: RolloutSettings): boolean {
  const sent = (given: readonly unknown[] | undefined, before: readonly unknown[] | undefined): boolean =>
    given !== undefined && given.length + (before ?? []).length > 0;
  return (
    sent(request.loadBalancers, stored.loadBalancers) ||
    sent(request.serviceRegistries, stored.serviceRegistries) ||
    sent(request.vpcLatticeConfigurations, stored.vpcLatticeConfigurations) ||
    (request.serviceConnectConfiguration !== undefined &&
      (request.serviceConnectConfiguration.enabled === true || stored.serviceConnectConfiguration?.enabled === true))
  );
}

function defined(settings: RolloutSettings): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
