import type { CapacityProviderStrategyItem, LaunchType } from '@aws-sdk/client-ecs';
import { AwsFault } from '../../../operation.ts';
import { checkDefaultWeights, checkStrategyNumbers } from '../../clusters/strategy-numbers.ts';
import type { Cluster } from '../../state.ts';
import type { RolloutSettings } from '../state.ts';
import type { Definition } from '../task-definitions.ts';
import { checkOneOf, invalidParameter } from '../../parameter-rules.ts';

export const LAUNCH_TYPES = ['EC2', 'FARGATE', 'EXTERNAL', 'FMI', 'MANAGED_INSTANCES'];

/** Where a service's tasks run. */
export type Compute = Pick<
  RolloutSettings,
  'launchType' | 'capacityProviderStrategy' | 'platformVersion' | 'platformFamily'
>;

export interface ComputeRequest {
  readonly launchType?: LaunchType | undefined;
  readonly capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined;
  readonly platformVersion?: string | undefined;
}

/**
 * Launch type or capacity provider strategy of a new service. Without either the cluster's default strategy, and
 * without that EC2, even for a definition that asks for FARGATE (recorded).
 */
export function chooseCompute(request: ComputeRequest, cluster: Cluster, definition: Definition): Compute {
  checkOneOf('launch type', request.launchType, LAUNCH_TYPES);
  const { launchType, capacityProviderStrategy: strategy = [] } = request;
  if (launchType !== undefined && strategy.length > 0) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  if (strategy.length > 0) return onProviders(strategy, request.platformVersion, cluster, definition);
  const defaults = cluster.defaultCapacityProviderStrategy.map((item) => item as Partial<CapacityProviderStrategyItem>);
  if (launchType === undefined && defaults.length > 0) {
    checkDefaultWeights(defaults);
    return onProviders(defaults, request.platformVersion, cluster, definition);
  }
  return onLaunchType(launchType ?? 'EC2', request.platformVersion, definition);
}

/** Launch type for a service that leaves its capacity provider strategy (`[]` in an update). */
export function onLaunchType(launchType: string, platformVersion: string | undefined, definition: Definition): Compute {
  if (launchType === 'FARGATE' && !definition.compatibilities.includes('FARGATE')) {
    throw invalidParameter('Task definition does not support launch_type FARGATE.');
  }
  if (launchType !== 'FARGATE') {
    if (platformVersion !== undefined) throw platformOnEc2();
    return { launchType };
  }
  return { launchType, ...platform(platformVersion, definition) };
}

/** The refusal of a platform version where there is none (reported). */
export function platformOnEc2(): AwsFault {
  return invalidParameter('The platform version must be null when specifying an EC2 launch type.');
}

/** A capacity provider strategy, checked against the cluster's providers. */
export function onProviders(
  strategy: readonly Partial<CapacityProviderStrategyItem>[],
  platformVersion: string | undefined,
  cluster: Cluster,
  definition: Definition,
): Compute {
  if (strategy.some((item) => !cluster.capacityProviders.includes(item.capacityProvider ?? ''))) {
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
    );
  }
  checkStrategyNumbers(strategy);
  const items: CapacityProviderStrategyItem[] = strategy.map(({ capacityProvider, weight = 0, base = 0 }) => ({
    capacityProvider,
    weight,
    base,
  }));
  const compute: Compute = { capacityProviderStrategy: items };
  return isFargate(compute) ? { ...compute, ...platform(platformVersion, definition) } : compute;
}

export function isFargate(compute: Compute): boolean {
  const strategy = compute.capacityProviderStrategy ?? [];
  if (strategy.length === 0) return compute.launchType === 'FARGATE';
  return strategy.every((item) => (item.capacityProvider ?? '').startsWith('FARGATE'));
}

/** @throws AwsFault PlatformUnknownException; UNKNOWN: its text */
export function checkPlatformVersion(version: string): void {
  if (/^(LATEST|1\.\d\.\d)$/.test(version)) return;
  throw new AwsFault('PlatformUnknownException', 'The specified platform version does not exist.');
}

function platform(version: string | undefined, definition: Definition): Compute {
  const platformVersion = version ?? 'LATEST';
  checkPlatformVersion(platformVersion);
  checkCapabilities(platformVersion, definition);
  const windows = definition.operatingSystem?.startsWith('WINDOWS') === true;
  return { platformVersion, platformFamily: windows ? 'Windows' : 'Linux' };
}

/** Platforms before 1.4.0 have neither file systems nor more storage (documented). UNKNOWN: the words. */
function checkCapabilities(version: string, { fileSystems, ephemeralStorageGiB }: Definition): void {
  if (!/^1\.[0-3]\./.test(version) || (fileSystems.length === 0 && ephemeralStorageGiB <= 20)) return;
  throw new AwsFault(
    'PlatformTaskDefinitionIncompatibilityException',
    'One or more of the requested capabilities are not supported.',
  );
}
