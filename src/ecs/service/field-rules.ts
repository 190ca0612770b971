import * as canonical from './canonical.ts';

/**
 * One field of a service that UpdateService can change: how it is sent, what resets it, where it is read back and
 * whether it starts a deployment. Sources: the API reference of UpdateService, and the answers recorded from ECS
 * (test/conformance/recorded).
 */
export interface FieldRule {
  /** Dotted path in the spec and in UpdateService's input. */
  readonly path: string;
  /** The structure that is sent complete when this field differs; sources disagree whether AWS merges inside it. */
  readonly unit: string;
  readonly startsDeployment: boolean;
  /** Where ECS reads the field back. */
  readonly from: 'service' | 'primary' | 'revision';
  /** AWS's default, sent when a field that was ours left the spec. Absent: the field cannot be reset. */
  readonly reset?: unknown;
  /** The default of DAEMON services, where it is another. */
  readonly resetDaemon?: unknown;
  /** A change is refused without `forceNewDeployment`. */
  readonly needsForce?: true;
  /** The form in which two values are compared and hashed. */
  readonly canonical?: (value: unknown) => unknown;
  /** A reset makes sense only while this path is in the spec, or has this value. */
  readonly resetOnlyWith?: { readonly path: string; readonly value?: string };
}

type Options = Partial<Omit<FieldRule, 'path'>>;

function field(path: string, options: Options = {}): FieldRule {
  return { path, unit: path, startsDeployment: false, from: 'service', ...options };
}

/** A field whose change starts a deployment. */
function rolling(path: string, options: Options = {}): FieldRule {
  return field(path, { startsDeployment: true, ...options });
}

/** Members of one structure that is sent complete. */
function members(unit: string, resets: Record<string, unknown>, options: Options = {}): FieldRule[] {
  return Object.entries(resets).map(([member, reset]) => ({
    ...field(`${unit}.${member}`, { ...options, unit }),
    ...(reset === undefined ? {} : { reset }),
    ...(Array.isArray(reset) ? { canonical: canonical.nameSet } : {}),
  }));
}

const AWSVPC = 'networkConfiguration.awsvpcConfiguration';
const DEPLOYMENT = 'deploymentConfiguration';
const DEFAULT_THRESHOLD = { type: 'BOUNDED_PERCENT', value: 50 };

const rolloutFields: readonly FieldRule[] = [
  rolling('taskDefinition'),
  rolling('capacityProviderStrategy', {
    reset: [],
    needsForce: true,
    canonical: canonical.capacityProviderStrategy,
  }),
  rolling(`${AWSVPC}.subnets`, { unit: AWSVPC, canonical: canonical.nameSet }),
  ...members(
    AWSVPC,
    { securityGroups: [], assignPublicIp: 'DISABLED' },
    { startsDeployment: true, resetOnlyWith: { path: `${AWSVPC}.subnets` } },
  ),
  rolling('platformVersion', { reset: 'LATEST' }),
  rolling('loadBalancers', { reset: [], canonical: canonical.loadBalancers }),
  rolling('serviceRegistries', { reset: [], canonical: canonical.itemSet }),
  rolling('serviceConnectConfiguration', {
    from: 'primary',
    reset: { enabled: false },
    canonical: canonical.serviceConnect,
  }),
  rolling('volumeConfigurations', { from: 'primary', reset: [], canonical: canonical.volumes }),
  rolling('vpcLatticeConfigurations', { from: 'primary', reset: [], canonical: canonical.itemSet }),
  rolling('monitoring', { from: 'revision', reset: { metricConfigurations: [] }, canonical: canonical.monitoring }),
  rolling('gatewayConnectors', { from: 'revision', reset: [], canonical: canonical.itemSet }),
];

const deploymentFields: readonly FieldRule[] = [
  field(`${DEPLOYMENT}.maximumPercent`, { reset: 200, resetDaemon: 100 }),
  field(`${DEPLOYMENT}.minimumHealthyPercent`, { reset: 100, resetDaemon: 0 }),
  field(`${DEPLOYMENT}.strategy`, { reset: 'ROLLING' }),
  field(`${DEPLOYMENT}.bakeTimeInMinutes`, { reset: 0 }),
  ...members(`${DEPLOYMENT}.deploymentCircuitBreaker`, {
    enable: false,
    rollback: false,
    resetOnHealthyTask: true,
    thresholdConfiguration: DEFAULT_THRESHOLD,
  }),
  ...members(`${DEPLOYMENT}.alarms`, { alarmNames: [], enable: false, rollback: false }),
  field(`${DEPLOYMENT}.lifecycleHooks`, { reset: [], canonical: canonical.lifecycleHooks }),
  ...members(
    `${DEPLOYMENT}.linearConfiguration`,
    { stepPercent: 10, stepBakeTimeInMinutes: 6 },
    { resetOnlyWith: { path: `${DEPLOYMENT}.strategy`, value: 'LINEAR' } },
  ),
  ...members(
    `${DEPLOYMENT}.canaryConfiguration`,
    { canaryPercent: 5, canaryBakeTimeInMinutes: 10 },
    { resetOnlyWith: { path: `${DEPLOYMENT}.strategy`, value: 'CANARY' } },
  ),
  ...members(`${DEPLOYMENT}.earlySuccessCriteria`, {
    enable: false,
    healthyPercent: undefined,
    sourceServiceRevisionCleanup: undefined,
  }),
];

const otherFields: readonly FieldRule[] = [
  field('deploymentController'),
  field('availabilityZoneRebalancing', { reset: 'DISABLED' }),
  field('placementConstraints', { reset: [], canonical: canonical.itemSet }),
  field('placementStrategy', { reset: [], canonical: canonical.placementStrategy }),
  field('healthCheckGracePeriodSeconds', { reset: 0 }),
  field('enableECSManagedTags', { reset: false }),
  field('propagateTags', { reset: 'NONE' }),
  field('enableExecuteCommand', { reset: false }),
];

/** Every field that UpdateService can change, but `desiredCount` (desired-count.ts) and the verb forceNewDeployment. */
export const FIELD_RULES: readonly FieldRule[] = [...rolloutFields, ...deploymentFields, ...otherFields];

/** Fields of CreateService that no later call can change. */
export const IMMUTABLE_FIELDS = ['launchType', 'schedulingStrategy', 'role'] as const;

/** AWS's default of a field for a service; `undefined` when it has none that can be sent. */
export function resetValue(rule: FieldRule, daemon: boolean): unknown {
  return daemon && rule.resetDaemon !== undefined ? rule.resetDaemon : rule.reset;
}

/** See {@link FieldRule.canonical}. */
export function canonicalValue(rule: FieldRule, value: unknown): unknown {
  return rule.canonical === undefined ? value : rule.canonical(value);
}
