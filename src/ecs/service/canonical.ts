import { canonicalJson } from '../hash.ts';

type Json = Record<string, unknown>;

/**
 * Canonical forms of service fields: two values that mean the same to ECS have the same form, whoever wrote them and
 * in whatever order ECS reads them back. Used on both sides of a comparison and for content hashes.
 */

/** A list of names whose order means nothing: subnets, security groups, alarm names. */
export function nameSet(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as string[])].sort() : value;
}

/** A list of structures whose order means nothing. */
export function itemSet(value: unknown): unknown {
  return Array.isArray(value) ? sorted(value.map(withoutAbsent)) : value;
}

/** Base and weight are 0 when absent (CreateService, CapacityProviderStrategyItem). */
export function capacityProviderStrategy(value: unknown): unknown {
  return sorted(
    list(value).map((item) => ({ ...withoutAbsent(item), base: item.base ?? 0, weight: item.weight ?? 0 })),
  );
}

/**
 * During blue/green deployments ECS swaps a target group with its alternate and reads back the swapped pair; the pair
 * as a whole is what the user named.
 */
export function loadBalancers(value: unknown): unknown {
  return sorted(list(value).map(loadBalancer));
}

function loadBalancer(item: Json): Json {
  const { targetGroupArn, advancedConfiguration, ...rest } = item;
  const { alternateTargetGroupArn, ...advanced } = (advancedConfiguration ?? {}) as Json;
  const targetGroups = nameSet([targetGroupArn, alternateTargetGroupArn].filter((arn) => arn !== undefined));
  return { ...withoutAbsent(rest), targetGroups, advanced: withoutAbsent(advanced) };
}

/** `host` is another word for `instanceId`; ECS reads fields back in its own case, and none for `random`. */
export function placementStrategy(value: unknown): unknown {
  return list(value).map(({ type, field }) => {
    if (type === 'random' || field === undefined) return { type };
    const name = (field as string).toLowerCase();
    return { type, field: name === 'host' ? 'instanceid' : name };
  });
}

/** `discoveryName` is the port's name when absent; a disabled configuration has no other members. */
export function serviceConnect(value: unknown): unknown {
  const config = (value ?? {}) as Json;
  if (config.enabled !== true) return { enabled: false };
  const services = list(config.services).map((service) => ({
    ...withoutAbsent(service),
    discoveryName: service.discoveryName ?? service.portName,
  }));
  return { ...withoutAbsent(config), services: sorted(services) };
}

/** ECS fills in the file system of the volumes that it makes (live observation). */
export function volumes(value: unknown): unknown {
  return sorted(
    list(value).map(({ managedEBSVolume, ...rest }) => ({
      ...withoutAbsent(rest),
      ...(managedEBSVolume === undefined ? {} : { managedEBSVolume: { filesystemType: 'xfs', ...managedEBSVolume } }),
    })),
  );
}

/** Lambda, and a day before the rollout is rolled back, when absent (DeploymentLifecycleHook). */
export function lifecycleHooks(value: unknown): unknown {
  return list(value).map(({ timeoutConfiguration, lifecycleStages, ...rest }) => ({
    targetType: 'AWS_LAMBDA',
    ...withoutAbsent(rest),
    lifecycleStages: nameSet(lifecycleStages),
    timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK', ...(timeoutConfiguration as Json) },
  }));
}

export function monitoring(value: unknown): unknown {
  const metrics = list((value as Json | undefined)?.metricConfigurations);
  return { metricConfigurations: sorted(metrics.map((item) => ({ ...item, metricNames: nameSet(item.metricNames) }))) };
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function sorted(items: readonly unknown[]): unknown[] {
  return items
    .map((item) => ({ item, key: sortKey(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/** What names an item comes first, so that members that only one side has do not change the order. */
const IDENTITY = ['targetGroups', 'targetGroupArn', 'capacityProvider', 'portName', 'name', 'registryArn', 'type'];

function sortKey(item: unknown): string {
  const object = item as Json;
  const identity = IDENTITY.map((key) => object[key]).filter((member) => member !== undefined);
  return canonicalJson([identity, object]);
}

function withoutAbsent(object: unknown): Json {
  const entries = Object.entries(object as Json);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined && member !== null));
}
