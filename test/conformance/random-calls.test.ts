import { describe, expect, it } from '@jest/globals';
import type { Random } from '../../src/runtime/clock.ts';
import { ManualClock } from '../../src/runtime/manual-clock.ts';
import { answerAwsRequest } from '../../src/simulator/http/aws-front.ts';
import { signatureHeaders } from '../../src/simulator/http/test-signature.ts';
import { inputShape } from '../../src/simulator/input/schema.ts';
import type { ServiceName } from '../../src/simulator/operation.ts';
import { registry } from '../../src/simulator/registry.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { toSnapshot } from '../../src/simulator/snapshot.ts';
import { oneOf, randomInput, spoiled } from './random-input.ts';
import { seededRandom } from './test-bed.ts';

const CALLS = 400;
const definition = {
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    {
      name: 'app',
      image: 'nginx',
      portMappings: [{ containerPort: 80, protocol: 'tcp' }],
      environment: [{ name: 'A', value: 'b' }],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'web', 'awslogs-region': 'us-east-1' } },
    },
  ],
};
const service = {
  cluster: 'demo',
  serviceName: 'web',
  taskDefinition: 'web',
  desiredCount: 1,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-a'] } },
  deploymentConfiguration: {
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  },
};
const { serviceName, launchType: _launchType, ...change } = service;
const scalable = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/demo/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};

/** Good calls to spoil. */
const goodCalls: readonly (readonly [ServiceName, string, Readonly<Record<string, unknown>>])[] = [
  ['ecs', 'RegisterTaskDefinition', definition],
  ['ecs', 'CreateService', { ...service, serviceName: 'other' }],
  ['ecs', 'UpdateService', { ...change, service: serviceName }],
  ['application-autoscaling', 'RegisterScalableTarget', { ...scalable, MinCapacity: 0, MaxCapacity: 3 }],
  [
    'application-autoscaling',
    'PutScalingPolicy',
    {
      ...scalable,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        ScaleInCooldown: 60,
      },
    },
  ],
  [
    'application-autoscaling',
    'PutScheduledAction',
    {
      ...scalable,
      ScheduledActionName: 'night',
      Schedule: 'cron(0 20 * * ? *)',
      Timezone: 'Europe/Berlin',
      ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 1 },
    },
  ],
  [
    'cloudwatch',
    'PutMetricAlarm',
    {
      AlarmName: 'a',
      Namespace: 'n',
      MetricName: 'm',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 5,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    },
  ],
];
const operations = (Object.keys(registry) as ServiceName[]).flatMap((service) =>
  registry[service].targetPrefix === undefined
    ? []
    : Object.keys(registry[service].operations).map((operation) => ({ service, operation })),
);

interface Account extends Simulator {
  readonly clock: ManualClock;
}

/** An account with one of everything, so that random names find something. */
function createAccount(seed: number): Account {
  const clock = new ManualClock(Date.parse('2026-09-16T18:38:24.292Z'));
  const account = Object.assign(createSimulator({ clock, seed }), { clock });
  account.start();
  account.call('ecs', 'CreateCluster', { clusterName: 'demo', capacityProviders: ['FARGATE'] });
  account.call('ecs', 'RegisterTaskDefinition', definition);
  account.call('ecs', 'CreateService', service);
  account.call('application-autoscaling', 'RegisterScalableTarget', { ...scalable, MinCapacity: 0, MaxCapacity: 3 });
  return account;
}

interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
}

function randomCall(random: Random): Call {
  const { service, operation } = oneOf(operations, random);
  return { service, operation, input: randomInput(inputShape(registry[service].sdk, operation), random) };
}

function spoiledCall(random: Random): Call {
  const [service, operation, input] = oneOf(goodCalls, random);
  return { service, operation, input: spoiled(input, random) };
}

/** AWS answers so as well to a `monitoring` without metrics (recorded). */
const OWN_FAILURE = 'Service Unavailable. Please try again later.';

/** What is wrong with the answer to one random call, if anything. */
function problemOf(account: Account, seed: number): string | undefined {
  const random = seededRandom(seed);
  const { service, operation, input } = random() < 0.5 ? spoiledCall(random) : randomCall(random);
  const { targetPrefix } = registry[service];
  const body = JSON.stringify(input);
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${targetPrefix}.${operation}`,
    ...signatureHeaders(service === 'cloudwatch' ? 'monitoring' : service),
  };
  const before = toSnapshot(account.world);
  const described = `seed ${seed}: ${operation} ${body}`;
  try {
    const answer = answerAwsRequest(account, { method: 'POST', path: '/', headers, body });
    if ('cutAfterMs' in answer) return `${described} was not answered`;
    if (answer.status === 200) return undefined;
    const { __type: code } = JSON.parse(answer.body) as { __type?: unknown };
    const isFailure = answer.status >= 500 && !answer.body.includes(OWN_FAILURE);
    if (isFailure || typeof code !== 'string') return `${described} gave ${answer.status} ${answer.body}`;
    return toSnapshot(account.world) === before
      ? undefined
      : `${described} was refused with ${code} and changed something`;
  } catch (error) {
    return `${described} threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

describe('random calls', () => {
  it.each([1, 2, 3])('are answered as AWS would, and what is refused changes nothing (%i)', (run) => {
    const account = createAccount(run);
    const problems: string[] = [];
    for (let call = 0; call < CALLS && problems.length < 5; call += 1) {
      const problem = problemOf(account, run * 100_000 + call);
      if (problem !== undefined) problems.push(problem);
      // What was accepted has to be lived with.
      if (call % 20 === 0) account.clock.advance(30_000);
    }
    account.stop();
    expect(problems).toEqual([]);
  });
});
