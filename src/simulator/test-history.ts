import fc from 'fast-check';
import { ManualClock } from '../runtime/manual-clock.ts';
import { scalingAdminActions } from './application-autoscaling/admin.ts';
import { serviceAdminActions } from './elastic-container-service/services/admin.ts';
import { AwsFault } from './operation.ts';
import type { Delays, Json, ServiceName } from './operation.ts';
import { createSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';
import { fargateDefinition } from './test-account.ts';

/** For tests: something that is done to an account, and the seconds that pass after it. */
export interface Deed {
  readonly what: readonly [ServiceName | 'admin', string, Json];
  readonly seconds: number;
}

/** An account and the clock that moves it. */
export interface SteppedAccount {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
}

const hookArn = 'arn:aws:lambda:us-east-1:111122223333:function:check';
const hookRole = 'arn:aws:iam::111122223333:role/hooks';
const images = ['app:1', 'app:2', 'app:crash', 'app:unhealthy', 'app:cannot-pull'];
const healthCheck = { command: ['CMD', 'true'], interval: 10, retries: 2 };

/** An account that runs, with a cluster, some definitions and a service, at a moment that depends on nothing. */
export function newAccount(seed: number, delays: Delays = 'drawn'): SteppedAccount {
  const clock = new ManualClock();
  const simulator = createSimulator({ clock, seed, delays });
  simulator.start();
  simulator.call('ecs', 'CreateCluster', { clusterName: 'demo' });
  for (const image of images) {
    simulator.call('ecs', 'RegisterTaskDefinition', fargateDefinition({ image, healthCheck }));
  }
  for (const name of ['web', 'api']) simulator.call('ecs', 'CreateService', newService(name, {}));
  return { simulator, clock };
}

/** Another account that goes on where a dump was made; its own seed and clock had been others. */
export function restoredAccount(dump: string): SteppedAccount {
  const clock = new ManualClock(Date.parse('2030-05-05T05:05:05Z'));
  const simulator = createSimulator({ clock, seed: 99, delays: 'typical' });
  simulator.start();
  simulator.restore(dump);
  return { simulator, clock };
}

/** Does all of it, and gives what was answered. */
export function live({ simulator, clock }: SteppedAccount, deeds: readonly Deed[]): string[] {
  return deeds.map(({ what, seconds }) => {
    const answer = answerTo(simulator, what);
    clock.advance(seconds * 1_000);
    return answer;
  });
}

function answerTo(simulator: Simulator, [service, operation, input]: Deed['what']): string {
  try {
    if (service !== 'admin') return JSON.stringify(simulator.call(service, operation, input));
    const run = serviceAdminActions[operation] ?? scalingAdminActions[operation] ?? OTHERS[operation]?.(simulator);
    return JSON.stringify(run?.(simulator.context, input));
  } catch (error) {
    if (error instanceof AwsFault) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const OTHERS: Readonly<Record<string, (simulator: Simulator) => (context: unknown, input: Json) => Json>> = {
  fault: (simulator) => () => (simulator.faults.add({ kind: 'throttle', probability: 0.3, count: 3 }), {}),
  limits: (simulator) => () => ((simulator.throttle.enabled = !simulator.throttle.enabled), {}),
};

function newService(serviceName: string, deploymentConfiguration: Json): Json {
  return {
    cluster: 'demo',
    serviceName,
    taskDefinition: 'web:1',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } },
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true }, ...deploymentConfiguration },
  };
}

const name = fc.constantFrom('web', 'api', 'jobs');
const scalable = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' };
const lifecycleHooks = [
  { hookTargetArn: hookArn, roleArn: hookRole, lifecycleStages: ['POST_SCALE_UP', 'TEST_TRAFFIC_SHIFT'] },
];
const strategies = fc.constantFrom<Json>(
  {},
  { minimumHealthyPercent: 0, maximumPercent: 100, bakeTimeInMinutes: 2 },
  { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 },
  { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 0, lifecycleHooks },
  { alarms: { alarmNames: ['deep'], enable: true, rollback: true } },
);

function deed(
  service: ServiceName | 'admin',
  operation: string,
  input: fc.Arbitrary<Json>,
): fc.Arbitrary<Deed['what']> {
  return input.map((each) => [service, operation, each] as const);
}

/** One thing that somebody may do to the account, or ask of it. */
const what = fc.oneof(
  deed(
    'ecs',
    'CreateService',
    fc.tuple(name, strategies).map(([serviceName, more]) => newService(serviceName, more)),
  ),
  deed('ecs', 'UpdateService', change()),
  deed('ecs', 'UpdateService', change()),
  deed(
    'ecs',
    'DeleteService',
    name.map((service) => ({ cluster: 'demo', service, force: true })),
  ),
  deed(
    'ecs',
    'RunTask',
    fc.constantFrom('a', 'b').map((clientToken) => runTask(clientToken)),
  ),
  deed('ecs', 'DescribeServices', fc.constant({ cluster: 'demo', services: ['web', 'api', 'jobs'] })),
  deed('ecs', 'ListTasks', fc.constant({ cluster: 'demo' })),
  deed('ecs', 'DescribeTaskDefinition', fc.constant({ taskDefinition: 'web' })),
  deed('ecs', 'DescribeClusters', fc.constant({ clusters: ['demo'], include: ['STATISTICS'] })),
  deed('application-autoscaling', 'RegisterScalableTarget', target()),
  deed('application-autoscaling', 'PutScalingPolicy', policy()),
  deed('application-autoscaling', 'PutScheduledAction', schedule()),
  deed('application-autoscaling', 'DescribeScalingActivities', fc.constant({ ServiceNamespace: 'ecs' })),
  deed('cloudwatch', 'PutMetricAlarm', fc.constant(alarm())),
  deed('cloudwatch', 'PutMetricData', fc.double({ min: 0, max: 20, noNaN: true }).map(metricData)),
  deed('cloudwatch', 'DescribeAlarms', fc.constant({})),
  deed(
    'admin',
    'put-metric',
    fc.tuple(name, fc.constantFrom(null, 10, 95)).map(([n, value]) => level(n, value)),
  ),
  deed(
    'admin',
    'kill-tasks',
    name.map((service) => ({ cluster: 'demo', service, count: 1 })),
  ),
  deed(
    'admin',
    'set-hook',
    fc.constantFrom('SUCCEEDED', 'FAILED', 'IN_PROGRESS').map((s) => hookAnswer(s)),
  ),
  deed('admin', 'fault', fc.constant({})),
  deed('admin', 'limits', fc.constant({})),
);

/** Random histories. */
export const histories: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({ what, seconds: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constantFrom(0, 300, 3_700)) }),
  { maxLength: 25 },
);

function change(): fc.Arbitrary<Json> {
  const changes = fc.oneof(
    fc.record({ desiredCount: fc.integer({ min: 0, max: 4 }) }),
    fc.record({ taskDefinition: fc.constantFrom(...images.map((_, index) => `web:${index + 1}`)) }),
    fc.constant({ forceNewDeployment: true }),
    fc.record({ deploymentConfiguration: strategies }),
  );
  return fc.tuple(name, changes).map(([service, more]) => ({ cluster: 'demo', service, ...more }));
}

function runTask(clientToken: string): Json {
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } };
  return { cluster: 'demo', taskDefinition: 'web:1', launchType: 'FARGATE', clientToken, networkConfiguration };
}

function target(): fc.Arbitrary<Json> {
  const bounds = fc.record({
    MinCapacity: fc.integer({ min: 0, max: 2 }),
    MaxCapacity: fc.integer({ min: 2, max: 6 }),
  });
  return fc.tuple(name, bounds).map(([n, more]) => ({ ...scalable, ResourceId: `service/demo/${n}`, ...more }));
}

function policy(): fc.Arbitrary<Json> {
  const PredefinedMetricSpecification = { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' };
  return name.map((n) => ({
    ...scalable,
    ResourceId: `service/demo/${n}`,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: { TargetValue: 50, PredefinedMetricSpecification },
  }));
}

function schedule(): fc.Arbitrary<Json> {
  return name.map((n) => ({
    ...scalable,
    ResourceId: `service/demo/${n}`,
    ScheduledActionName: 'often',
    Schedule: 'rate(7 minutes)',
    ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 5 },
  }));
}

function alarm(): Json {
  const compared = { Threshold: 10, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 2 };
  return { AlarmName: 'deep', Namespace: 'my', MetricName: 'depth', Statistic: 'Maximum', Period: 60, ...compared };
}

function metricData(Value: number): Json {
  return { Namespace: 'my', MetricData: [{ MetricName: 'depth', Value }] };
}

function level(n: string, value: number | null): Json {
  return { resourceId: `service/demo/${n}`, name: 'CPUUtilization', value };
}

function hookAnswer(hookStatus: string): Json {
  return { functionArn: hookArn, hookStatus, callBackDelay: 5 };
}
