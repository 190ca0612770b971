import type {
  CreateServiceCommandInput,
  Deployment,
  DeploymentConfiguration,
  Service,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { canonicalJson } from '../../hash.ts';
import { primaryDeployment } from '../live-fields.ts';
import type { ServiceAction } from '../action.ts';

/** A few rules of ECS, as recorded: enough to read back what a plan asked for. Not the simulator. */
const DEFAULT_CONFIGURATION: DeploymentConfiguration = {
  deploymentCircuitBreaker: {
    enable: false,
    rollback: false,
    resetOnHealthyTask: true,
    thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
  },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
  bakeTimeInMinutes: 0,
};

export const T0 = Date.UTC(2026, 10, 21, 12, 0, 0);

/** Members of the input that a deployment is made of; read back from the PRIMARY deployment where ECS does so. */
const ROLLOUT_MEMBERS = [
  'taskDefinition',
  'capacityProviderStrategy',
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
] as const;
const IN_DEPLOYMENT_ONLY = ['serviceConnectConfiguration', 'volumeConfigurations', 'vpcLatticeConfigurations'];

interface Modelled {
  readonly service: Service | undefined;
  readonly deployments: number;
}

export const NOTHING: Modelled = { service: undefined, deployments: 0 };

/** The world after one call. */
export function apply(model: Modelled, action: ServiceAction, now = T0): Modelled {
  switch (action.operation) {
    case 'CreateService':
      return create(model, action.input, now);
    case 'UpdateService':
      return update(model, action.input, now);
    case 'DeleteService':
      return { ...model, service: model.service && { ...model.service, status: 'DRAINING', desiredCount: 0 } };
    case 'TagResource':
      return retag(model, (tags) => ({
        ...tags,
        ...Object.fromEntries((action.input.tags ?? []).map((t) => [t.key, t.value])),
      }));
    case 'UntagResource':
      return retag(model, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => action.input.tagKeys?.includes(key) !== true)),
      );
    // Service deployments are not modelled here.
    case 'ContinueServiceDeployment':
    case 'StopServiceDeployment':
      return model;
  }
}

function retag(model: Modelled, change: (tags: Record<string, unknown>) => Record<string, unknown>): Modelled {
  if (model.service === undefined) return model;
  const before = Object.fromEntries((model.service.tags ?? []).map(({ key, value }) => [key, value]));
  const tags = Object.entries(change(before)).map(([key, value]) => ({ key, value: String(value) }));
  return { ...model, service: { ...model.service, tags } };
}

function create(model: Modelled, input: CreateServiceCommandInput, now: number): Modelled {
  const { clientToken: _token, cluster, deploymentConfiguration, ...rest } = input;
  const service = {
    ...withoutDeploymentMembers(rest),
    serviceArn: `arn:aws:ecs:us-east-1:111122223333:service/${cluster}/${input.serviceName}`,
    clusterArn: `arn:aws:ecs:us-east-1:111122223333:cluster/${cluster}`,
    status: 'ACTIVE',
    createdAt: new Date(now),
    desiredCount: input.desiredCount ?? 0,
    runningCount: 0,
    pendingCount: 0,
    schedulingStrategy: input.schedulingStrategy ?? 'REPLICA',
    loadBalancers: input.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? [],
    placementConstraints: input.placementConstraints ?? [],
    placementStrategy: input.placementStrategy ?? [],
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
    deploymentConfiguration: merged(DEFAULT_CONFIGURATION, deploymentConfiguration),
    propagateTags: input.propagateTags ?? 'NONE',
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: input.availabilityZoneRebalancing ?? 'ENABLED',
    platformVersion: input.platformVersion ?? 'LATEST',
    resourceManagementType: 'CUSTOMER',
    events: [],
  } as Service;
  return deploy({ service, deployments: model.deployments }, input, now);
}

function update(model: Modelled, input: UpdateServiceCommandInput, now: number): Modelled {
  if (model.service === undefined) return model;
  const { cluster: _c, service: _s, forceNewDeployment, deploymentConfiguration, ...rest } = input;
  const live = { ...model.service, ...primaryDeployment(model.service) } as Record<string, unknown>;
  const service = {
    ...model.service,
    ...withoutDeploymentMembers(rest),
    ...(input.networkConfiguration && { networkConfiguration: shuffled(input.networkConfiguration) }),
    deploymentConfiguration: merged(model.service.deploymentConfiguration ?? {}, deploymentConfiguration),
  };
  const changed = ROLLOUT_MEMBERS.some((member) => {
    if (input[member] === undefined) return false;
    const before = IN_DEPLOYMENT_ONLY.includes(member)
      ? live[member]
      : (model.service as Record<string, unknown>)[member];
    return canonicalJson(before ?? []) !== canonicalJson(service[member as keyof typeof service] ?? input[member]);
  });
  const next = { ...model, service };
  return changed || forceNewDeployment === true ? deploy(next, { ...live, ...rest }, now) : next;
}

function deploy(model: Modelled, input: object, now: number): Modelled {
  if (model.service === undefined) return model;
  const number = model.deployments + 1;
  const fields = input as Record<string, unknown>;
  const primary: Deployment = {
    id: `ecs-svc/${number}`,
    status: 'PRIMARY',
    taskDefinition: String(fields.taskDefinition),
    desiredCount: 0,
    runningCount: 0,
    failedTasks: 0,
    rolloutState: 'IN_PROGRESS',
    createdAt: new Date(now),
    ...Object.fromEntries(IN_DEPLOYMENT_ONLY.map((member) => [member, fields[member]])),
  };
  const old = (model.service.deployments ?? []).map((one) => ({ ...one, status: 'ACTIVE' }));
  return { deployments: number, service: { ...model.service, deployments: [primary, ...old] } };
}

/** The PRIMARY deployment ends well, with all tasks running. */
export function complete(model: Modelled): Modelled {
  const { service } = model;
  if (service === undefined) return model;
  const [primary] = service.deployments ?? [];
  const count = service.desiredCount ?? 0;
  const done = { ...primary, rolloutState: 'COMPLETED' as const, desiredCount: count, runningCount: count };
  return { ...model, service: { ...service, runningCount: count, pendingCount: 0, deployments: [done] } };
}

/** Members that are omitted keep their value, at every depth (recorded). */
function merged(before: DeploymentConfiguration, change: DeploymentConfiguration | undefined): DeploymentConfiguration {
  const result = { ...before } as Record<string, unknown>;
  for (const [key, value] of Object.entries(change ?? {})) {
    const old = result[key];
    result[key] = isObject(value) && isObject(old) ? { ...old, ...value } : value;
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutDeploymentMembers(input: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).filter(([key, value]) => !IN_DEPLOYMENT_ONLY.includes(key) && value !== undefined),
  );
}

/** ECS keeps no order of subnets and security groups. */
function shuffled<T extends { awsvpcConfiguration?: object | undefined }>(network: T): T {
  const entries = Object.entries(network.awsvpcConfiguration ?? {}).map(([key, value]: [string, unknown]) => [
    key,
    Array.isArray(value) ? [...(value as unknown[])].reverse() : value,
  ]);
  return { ...network, awsvpcConfiguration: Object.fromEntries(entries) as object };
}
