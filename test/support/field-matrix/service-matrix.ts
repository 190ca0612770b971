import { expect } from '@jest/globals';
import type { EcsServiceSpec } from '../../../src/api/generated/ecs-service.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { OperatorBed } from '../operator-bed.ts';
import { at, isObject } from './json.ts';
import type { Json } from './json.ts';

const key = { namespace: 'shop', name: 'web' };

/** Members whose change starts a deployment: the API reference of UpdateService, and what was recorded. */
const ROLLING = [
  'taskDefinition',
  'capacityProviderStrategy',
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
  'monitoring',
  'gatewayConnectors',
];

/** What a described service says of its settings; the rest is its life. */
const SETTINGS = [
  'launchType',
  'capacityProviderStrategy',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'schedulingStrategy',
  'deploymentController',
  'deploymentConfiguration',
  'availabilityZoneRebalancing',
  'networkConfiguration',
  'placementConstraints',
  'placementStrategy',
  'healthCheckGracePeriodSeconds',
  'enableECSManagedTags',
  'propagateTags',
  'enableExecuteCommand',
  'desiredCount',
  'taskDefinition',
];

/** Where AWS's default for what is removed is not that of a new service (UpdateService). */
const AFTER_REMOVAL: Readonly<Record<string, Json>> = {
  availabilityZoneRebalancing: { availabilityZoneRebalancing: 'DISABLED' },
  // Back to a launch type: the one that the task definition asks for.
  'capacityProviderStrategy[].capacityProvider': { launchType: 'FARGATE', platformVersion: 'LATEST' },
};

/** One service under the operator, in a matrix of changes of one field. */
export class ServiceMatrix {
  readonly #bed: OperatorBed;
  readonly #updates: Json[] = [];
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.#bed = new OperatorBed({
      onSend: (operation, input) => {
        if (operation === 'UpdateService') this.#updates.push(input);
      },
    });
    prepare(this.#bed.simulator);
  }

  /** Brings the spec into effect, and checks the calls, the service, and that nothing more happens. */
  async apply(spec: EcsServiceSpec): Promise<void> {
    const bed = this.#bed;
    const isNew = bed.services.read(key) === undefined;
    const before = isNew ? undefined : this.#situation();
    if (isNew) {
      bed.services.create({ ...key, spec });
      bed.start();
    } else {
      bed.services.replaceSpec(key, spec);
    }
    await bed.until(() => this.#isReady(), 7_200_000);
    await this.#expectPeace();
    if (before !== undefined) this.#checkUpdates(before);
    const removed = !isNew && at(spec, this.#path) === undefined ? (AFTER_REMOVAL[this.#path] ?? {}) : {};
    expect(settings(bed.simulator, 'shop_web')).toEqual({ ...(await whatAnybodyWouldCreate(spec)), ...removed });
  }

  /** Once Ready, AWS is not written to any more; and when the counts have settled, nothing is. */
  async #expectPeace(): Promise<void> {
    const bed = this.#bed;
    const ready = bed.gate.effects.length;
    await bed.pass(300_000);
    const settled = bed.gate.effects.length;
    expect(bed.gate.effects.slice(ready).filter(({ kind }) => kind !== 'ApplyStatus')).toEqual([]);
    await bed.pass(600_000);
    expect(bed.gate.effects.slice(settled)).toEqual([]);
  }

  dispose(): void {
    this.#bed.dispose();
  }

  #isReady(): boolean {
    const { status, metadata } = this.#bed.services.mustRead(key);
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return ready?.status === 'True' && ready.observedGeneration === metadata.generation;
  }

  #situation(): { deployments: number; settings: Json } {
    this.#updates.length = 0;
    return { deployments: deployments(this.#bed.simulator), settings: settings(this.#bed.simulator, 'shop_web') };
  }

  /** One call with the one member; none where ECS had the same already. */
  #checkUpdates(before: { deployments: number; settings: Json }): void {
    const { simulator } = this.#bed;
    const isChange = JSON.stringify(settings(simulator, 'shop_web')) !== JSON.stringify(before.settings);
    expect(this.#updates).toHaveLength(isChange ? 1 : 0);
    const [member = ''] = this.#path.split(/[.[]/);
    const [{ cluster: _cluster, service: _service, forceNewDeployment: _force, ...sent } = {}] = this.#updates;
    expect(Object.keys(sent)).toEqual(isChange ? [member] : []);
    if (member === 'deploymentConfiguration' && isChange) {
      expect(Object.keys(sent[member] as Json)).toEqual([this.#path.split(/[.[]/)[1]]);
    }
    const started = deployments(simulator) - before.deployments;
    expect(started).toBe(isChange && ROLLING.includes(member) ? 1 : 0);
  }
}

function prepare(simulator: Simulator): void {
  const act = (operation: string, input: Json): Json => simulator.act('ecs', operation, input);
  act('CreateCluster', {
    clusterName: 'demo',
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    serviceConnectDefaults: { namespace: 'default.local' },
  });
  const app = {
    name: 'app',
    image: 'app:1',
    memory: 128,
    portMappings: [
      { name: 'http', containerPort: 80 },
      { name: 'admin', containerPort: 81 },
    ],
  };
  const side = { ...app, name: 'side', portMappings: [{ containerPort: 82 }] };
  const fargate = {
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    taskRoleArn: 'arn:aws:iam::111122223333:role/task',
    containerDefinitions: [app, side],
  };
  act('RegisterTaskDefinition', { ...fargate, family: 'web' });
  act('RegisterTaskDefinition', { ...fargate, family: 'web' });
  act('RegisterTaskDefinition', {
    ...fargate,
    family: 'with-volume',
    volumes: [{ name: 'data', configuredAtLaunch: true }],
  });
  act('RegisterTaskDefinition', { family: 'on-ec2', containerDefinitions: [app, { ...app, name: 'side' }] });
}

function deployments(simulator: Simulator): number {
  const answer = simulator.act('ecs', 'ListServiceDeployments', { cluster: 'demo', service: 'shop_web' });
  return (answer['serviceDeployments'] as Json[]).length;
}

/** The service's settings as ECS tells them, wherever it does. */
function settings(simulator: Simulator, name: string): Json {
  const describe = (operation: string, input: Json, member: string): Json =>
    (simulator.act('ecs', operation, input)[member] as Json[])[0] ?? {};
  const service = describe('DescribeServices', { cluster: 'demo', services: [name] }, 'services');
  const primary = (service['deployments'] as Json[]).find(({ status }) => status === 'PRIMARY') ?? {};
  const [current] = service['currentServiceRevisions'] as { arn: string }[];
  const revision = describe('DescribeServiceRevisions', { serviceRevisionArns: [current?.arn] }, 'serviceRevisions');
  const connect = primary['serviceConnectConfiguration'] as Json | undefined;
  return meaningful({
    ...pick(service, ...SETTINGS),
    deploymentConfiguration: effective(service['deploymentConfiguration'] as Json),
    ...(connect?.['enabled'] === true ? { serviceConnectConfiguration: connect } : {}),
    ...pick(primary, 'volumeConfigurations', 'vpcLatticeConfigurations'),
    ...pick(revision, 'monitoring', 'gatewayConnectors'),
  }) as Json;
}

/** Without what is switched off or belongs to another strategy, and with the defaults of hooks. */
function effective(configuration: Json): Json {
  const { linearConfiguration, canaryConfiguration, earlySuccessCriteria, lifecycleHooks, ...rest } = configuration;
  const { strategy } = rest;
  return {
    ...rest,
    ...(strategy === 'LINEAR' ? { linearConfiguration } : {}),
    ...(strategy === 'CANARY' ? { canaryConfiguration } : {}),
    ...((earlySuccessCriteria as Json | undefined)?.['enable'] === true ? { earlySuccessCriteria } : {}),
    lifecycleHooks: ((lifecycleHooks ?? []) as Json[]).map(({ timeoutConfiguration, ...hook }) => ({
      targetType: 'AWS_LAMBDA',
      ...hook,
      timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK', ...(timeoutConfiguration as Json) },
    })),
  };
}

function pick(object: Json, ...members: string[]): Json {
  return Object.fromEntries(members.map((member) => [member, object[member]]));
}

/** Without what says nothing: false, 0, and what is empty. */
function meaningful(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaningful);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([member, inner]) => [member, meaningful(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => !isNothing(inner)));
}

function isNothing(value: unknown): boolean {
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === undefined || value === false || value === 0 || (Array.isArray(value) && value.length === 0);
}

/** The settings of a service that was created by hand from the same manifest. */
async function whatAnybodyWouldCreate(spec: EcsServiceSpec): Promise<Json> {
  const bed = new OperatorBed();
  prepare(bed.simulator);
  bed.simulator.act('ecs', 'CreateService', { ...spec, serviceName: 'by-hand' });
  await bed.pass(3_600_000);
  const found = settings(bed.simulator, 'by-hand');
  bed.dispose();
  return found;
}
