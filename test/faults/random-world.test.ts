import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { EcsTaskDefinitionSpec } from '../../src/api/generated/ecs-task-definition.ts';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import { alarms, deleteAlarms, policies, queue } from '../support/scaling-world.ts';
import { loadBalancers } from '../support/traffic-shift.ts';

/**
 * Eventually stable reconciliation: whatever users, other actors, AWS and the process do, in whatever order, once they
 * leave things alone the world comes to be as the objects say, and then nothing is written any more.
 */

type Json = Record<string, unknown>;

const key = { namespace: 'shop', name: 'web' };
const network = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-a'] } };

function taskDefinition(image: string): EcsTaskDefinitionSpec {
  return {
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    deletionPolicy: 'Delete',
    containerDefinitions: [{ name: 'app', image, portMappings: [{ containerPort: 80 }] }],
  };
}

function service(change: Partial<EcsServiceSpec> = {}): EcsServiceSpec {
  return {
    cluster: 'demo',
    taskDefinitionRef: { name: 'web' },
    launchType: 'FARGATE',
    networkConfiguration: network,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    ...change,
  };
}

/** A blue/green service that waits for approval before its traffic moves. */
function gated(): EcsServiceSpec {
  return service({
    loadBalancers,
    deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 },
    rollout: { approvals: [{ lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' }] },
  });
}

function scaling(maxCapacity: number): EcsScalingSpec {
  return {
    serviceRef: { name: 'web' },
    minCapacity: 1,
    maxCapacity,
    policies: [
      {
        name: 'cpu',
        policyType: 'TargetTrackingScaling',
        targetTrackingScalingPolicyConfiguration: {
          targetValue: 60,
          predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      },
      // Data are missing here for ever, which would be told after half an hour.
      { ...queue, alarm: { ...queue.alarm, treatMissingData: 'notBreaching' } },
    ],
  };
}

/** What may happen, by name; each is possible at any time. */
const happenings = {
  'a good image': (bed: OperatorBed, n: number) => edit(bed.taskDefinitions, taskDefinition(`app:${n}`)),
  'a crashing image': (bed: OperatorBed) => edit(bed.taskDefinitions, taskDefinition('app:crash')),
  'a service change that rolls': (bed: OperatorBed, n: number) =>
    edit(bed.services, service({ platformVersion: n % 2 === 0 ? '1.4.0' : 'LATEST' })),
  'a service change that does not': (bed: OperatorBed, n: number) =>
    edit(bed.services, service({ enableExecuteCommand: n % 2 === 0, desiredCount: 1 + (n % 3) })),
  'a gate is asked for': (bed: OperatorBed) => edit(bed.services, gated()),
  'somebody approves': (bed: OperatorBed, n: number) => answer(bed, 'approve', n),
  'somebody aborts': (bed: OperatorBed, n: number) => answer(bed, 'abort', n),
  'somebody answers the gate in ECS': (bed: OperatorBed, n: number) => answerInEcs(bed, n),
  'a scaling change': (bed: OperatorBed, n: number) => edit(bed.scalings, scaling(2 + (n % 3))),
  'a restart is asked for': (bed: OperatorBed, n: number) => {
    if (bed.services.read(key) !== undefined) {
      bed.services.annotate(key, { 'ecs-operator.dev/restarted-at': String(n) });
    }
  },
  'the task definition is deleted': (bed: OperatorBed) => remove(bed.taskDefinitions),
  'the service is deleted': (bed: OperatorBed) => remove(bed.services),
  'the scaling is deleted': (bed: OperatorBed) => remove(bed.scalings),
  'somebody moves the count': (bed: OperatorBed, n: number) => act(bed, 'UpdateService', { desiredCount: n % 4 }),
  'somebody turns exec on': (bed: OperatorBed) => act(bed, 'UpdateService', { enableExecuteCommand: true }),
  'somebody deletes the service in ECS': (bed: OperatorBed) => act(bed, 'DeleteService', { force: true }),
  'somebody deregisters a revision': (bed: OperatorBed) => deregisterNewest(bed),
  'somebody deletes the policy': (bed: OperatorBed) => deletePolicy(bed),
  'somebody deletes the alarm': deleteAlarms,
  'the process is killed': (bed: OperatorBed) => {
    bed.kill();
    bed.start();
  },
  'a call is lost after it took effect': (bed: OperatorBed) =>
    bed.simulator.faults.add({ kind: 'time-out', moment: 'after', count: 1 }),
  'calls fail': (bed: OperatorBed) => bed.simulator.faults.add({ kind: 'server-error', count: 3 }),
  'calls are throttled': (bed: OperatorBed) => bed.simulator.faults.add({ kind: 'throttle', count: 5 }),
  'time passes': (_bed: OperatorBed) => undefined,
} as const;

type Happening = keyof typeof happenings;

const step = fc.record({
  what: fc.constantFrom(...(Object.keys(happenings) as Happening[])),
  n: fc.nat(9),
  waitMs: fc.constantFrom(0, 0, 1_000, 7_000, 30_000, 120_000),
});

it('whatever happens, the world comes to be as the objects say, and then nothing is written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 3, maxLength: 14 }), async (gates, steps) => {
      const bed = new OperatorBed();
      try {
        await live(bed, gates ? gated() : service(), steps);
        await comeToRest(bed);
        expectAsSpecified(bed);
        await expectSilence(bed);
        await leave(bed);
      } finally {
        bed.dispose();
      }
    }),
    { numRuns: Number(process.env['RANDOM_WORLD_RUNS'] ?? 40), endOnFailure: false },
  );
}, 300_000);

async function live(
  bed: OperatorBed,
  first: EcsServiceSpec,
  steps: readonly { what: Happening; n: number; waitMs: number }[],
): Promise<void> {
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  edit(bed.taskDefinitions, taskDefinition('app:1'));
  edit(bed.services, first);
  edit(bed.scalings, scaling(3));
  bed.start();
  for (const { what, n, waitMs } of steps) {
    happenings[what](bed, n);
    await bed.pass(waitMs);
  }
}

/** The user puts everything in order, asks for a retry of what was rolled back, and leaves. */
async function comeToRest(bed: OperatorBed): Promise<void> {
  bed.simulator.faults.clear();
  // A task definition under deletion waits for the services that refer to it.
  if (bed.taskDefinitions.read(key)?.metadata.deletionTimestamp !== undefined) remove(bed.services);
  await bed.until(() => everything(bed).every((object) => object.metadata.deletionTimestamp === undefined), 3_600_000);
  edit(bed.taskDefinitions, taskDefinition('app:final'));
  edit(bed.services, service({ platformVersion: '1.4.0' }));
  edit(bed.scalings, scaling(3));
  const settled = (): boolean => everything(bed).length === 3 && everything(bed).every(isReady);
  await bed.until(settled, 7_200_000);
  // What another hand changed last is found by the next resync.
  await bed.pass(180_000);
  await bed.until(settled, 3_600_000);
}

function expectAsSpecified(bed: OperatorBed): void {
  const [held] = bed.simulator.act('ecs', 'DescribeServices', { cluster: 'demo', services: ['shop_web'] })
    .services as Json[];
  const arn = bed.taskDefinitions.mustRead(key).status?.taskDefinitionArn;
  expect(held).toMatchObject({ status: 'ACTIVE', taskDefinition: arn, platformVersion: '1.4.0' });
  const described = bed.simulator.act('ecs', 'DescribeTaskDefinition', { taskDefinition: arn });
  expect(described.taskDefinition).toMatchObject({ status: 'ACTIVE', containerDefinitions: [{ image: 'app:final' }] });
  const targets = scalingAct(bed, 'DescribeScalableTargets').ScalableTargets;
  expect(targets).toMatchObject([{ ResourceId: 'service/demo/shop_web', MinCapacity: 1, MaxCapacity: 3 }]);
  expect(policies(bed)).toEqual(['cpu', 'queue']);
  expect(alarms(bed)).toMatchObject([{ AlarmName: 'ecs-operator/service/demo/shop_web/queue' }]);
}

async function expectSilence(bed: OperatorBed): Promise<void> {
  await bed.pass(120_000);
  const before = bed.gate.effects.length;
  await bed.pass(3_600_000);
  expect(bed.gate.effects.slice(before)).toEqual([]);
}

async function leave(bed: OperatorBed): Promise<void> {
  for (const side of [bed.taskDefinitions, bed.services, bed.scalings]) remove(side);
  await bed.until(() => everything(bed).length === 0, 3_600_000);
  expect(bed.simulator.act('ecs', 'ListServices', { cluster: 'demo' }).serviceArns).toEqual([]);
  expect(bed.simulator.act('ecs', 'ListTaskDefinitions', { status: 'ACTIVE' }).taskDefinitionArns).toEqual([]);
  expect(scalingAct(bed, 'DescribeScalableTargets').ScalableTargets).toEqual([]);
  expect(alarms(bed)).toEqual([]);
}

type Side<Spec> = {
  read(at: typeof key): { metadata: { deletionTimestamp?: string } } | undefined;
  create(object: typeof key & { spec: Spec }): unknown;
  replaceSpec(at: typeof key, spec: Spec): unknown;
  delete(at: typeof key): unknown;
};

/** Creates the object or replaces its spec; one that is being deleted is left to go. */
function edit<Spec>(side: Side<Spec>, spec: Spec): void {
  const held = side.read(key);
  if (held === undefined) side.create({ ...key, spec });
  else if (held.metadata.deletionTimestamp === undefined) side.replaceSpec(key, spec);
}

function remove(side: Pick<Side<never>, 'read' | 'delete'>): void {
  if (side.read(key) !== undefined) side.delete(key);
}

function everything(bed: OperatorBed) {
  return [...bed.taskDefinitions.list(), ...bed.services.list(), ...bed.scalings.list()];
}

function isReady({ metadata, status }: ReturnType<typeof everything>[number]): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === metadata.generation;
}

/** Names the deployment that status knows, its hook, or one of long ago. */
function answer(bed: OperatorBed, verb: 'approve' | 'abort', n: number): void {
  const rollout = bed.services.read(key)?.status?.rollout;
  if (rollout === undefined) return;
  const names = [rollout.serviceDeploymentArn, rollout.waitsFor?.[0]?.hookId, rollout.deploymentId, 'long-ago'];
  const value = names[n % names.length] ?? 'long-ago';
  bed.services.annotate(key, { [`ecs-operator.dev/${verb}`]: value });
}

function answerInEcs(bed: OperatorBed, n: number): void {
  const { serviceDeploymentArn, waitsFor } = bed.services.read(key)?.status?.rollout ?? {};
  const action = n % 2 === 0 ? 'CONTINUE' : 'ROLLBACK';
  act(bed, 'ContinueServiceDeployment', { serviceDeploymentArn, hookId: waitsFor?.[0]?.hookId, action });
}

/** A call of another actor; what AWS refuses him does not matter. */
function act(bed: OperatorBed, operation: string, input: Json): void {
  try {
    bed.simulator.act('ecs', operation, { cluster: 'demo', service: 'shop_web', ...input });
  } catch {
    // There was nothing to act on.
  }
}

function scalingAct(bed: OperatorBed, operation: string, input: Json = {}): Json {
  return bed.simulator.act('application-autoscaling', operation, { ServiceNamespace: 'ecs', ...input });
}

function deregisterNewest(bed: OperatorBed): void {
  const { taskDefinitionArns } = bed.simulator.act('ecs', 'ListTaskDefinitions', { status: 'ACTIVE' });
  const arn = (taskDefinitionArns as string[]).at(-1);
  if (arn !== undefined) bed.simulator.act('ecs', 'DeregisterTaskDefinition', { taskDefinition: arn });
}

function deletePolicy(bed: OperatorBed): void {
  const identity = { ResourceId: 'service/demo/shop_web', ScalableDimension: 'ecs:service:DesiredCount' };
  try {
    scalingAct(bed, 'DeleteScalingPolicy', { ...identity, PolicyName: 'cpu' });
  } catch {
    // There was none.
  }
}
