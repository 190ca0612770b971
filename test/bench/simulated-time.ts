import { scalingAdminActions } from '../../src/simulator/application-autoscaling/admin.ts';
import { ManualClock } from '../../src/runtime/manual-clock.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { ratio, rounded } from './numbers.ts';
import type { BenchOptions, Section } from './section.ts';
import type { Table } from './table.ts';

const HOUR_MS = 3_600_000;
const STEP_MS = 60_000;
/** A minute of CPU for ten hours of a thousand services. */
const LIMIT_PER_SERVICE_HOUR = 60 / 10 / 1_000;
const MB = 2 ** 20;
/** Scalable targets of an account: the quota holds in the simulator as well. */
const MOST_TARGETS = 3_000;
const scalable = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' };

interface Account {
  readonly simulator: Simulator;
  readonly services: number;
}

/** The simulator alone, in memory: how much CPU simulated time takes. */
export const simulatedTime: Section = {
  what: 'CPU and memory of simulated hours with rollouts and scaling',
  needsControlPlane: false,
  measure,
};

async function measure({ services, hours, onProgress }: BenchOptions): Promise<Table[]> {
  const rows: (string | number)[][] = [];
  for (const count of services) {
    onProgress(`${count} services`);
    rows.push(rowOf(count, hours));
  }
  return [
    {
      title: `${hours} simulated hours, seconds of CPU`,
      columns: [
        'services',
        'accounts',
        'CPU s',
        'limit',
        'ratio',
        'rollouts',
        'activities',
        'heap MB',
        'RSS MB',
        'dump MB',
        'dump s',
      ],
      rows,
      notes: [
        'limit: a minute for ten hours of 1,000 services, and in proportion. An account has 3,000 services at most, because that',
        'is the quota of scalable targets. Ten thousand with ten hours of history need NODE_OPTIONS=--max-old-space-size=8192.',
        'Each service has two to four tasks, a rollout an hour, and a target tracking policy whose metric rises and falls every',
        'two hours; delays are drawn. CPU is that of the whole process, the collection of garbage included; the heap is taken',
        'before the dump and with what garbage there is, the RSS at its highest.',
      ],
    },
  ];
}

function rowOf(count: number, hours: number): (string | number)[] {
  const clock = new ManualClock();
  const before = process.cpuUsage();
  const accounts = createAccounts(clock, count);
  for (let minute = 0; minute < (hours * HOUR_MS) / STEP_MS; minute += 1) {
    for (const account of accounts) changeSome(account, minute);
    clock.advance(STEP_MS);
  }
  const seconds = cpuSeconds(before);
  const limit = LIMIT_PER_SERVICE_HOUR * hours * count;
  const row = [count, accounts.length, rounded(seconds), rounded(limit), ratio(seconds, limit)];
  row.push(sum(accounts.map(rolloutsOf)), sum(accounts.map(activitiesOf)));
  row.push(rounded(process.memoryUsage().heapUsed / MB));
  const beforeDump = process.cpuUsage();
  const dump = sum(accounts.map(dumpLength));
  for (const { simulator } of accounts) simulator.stop();
  return [...row, rounded(process.resourceUsage().maxRSS / 1_024), rounded(dump / MB), rounded(cpuSeconds(beforeDump))];
}

/** As many accounts as the quota makes necessary, all of one size but for the last. */
function createAccounts(clock: ManualClock, count: number): Account[] {
  const accounts: Account[] = [];
  const size = Math.ceil(count / Math.ceil(count / MOST_TARGETS));
  for (let left = count; left > 0; left -= size) {
    const accountId = String(111122223333 + accounts.length);
    const simulator = createSimulator({ clock, seed: accounts.length + 1, delays: 'drawn', accountId });
    const account = { simulator, services: Math.min(left, size) };
    simulator.start();
    create(account);
    accounts.push(account);
  }
  return accounts;
}

function rolloutsOf({ simulator }: Account): number {
  return simulator.world.services.serviceDeployments.size;
}

function activitiesOf({ simulator }: Account): number {
  return sum([...simulator.world.autoscaling.activities.values()].map((of) => of.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** In characters, by lines: that of many services fits into no text. */
function dumpLength({ simulator }: Account): number {
  let length = 0;
  for (const line of simulator.dumpLines()) length += line.length + 1;
  return length;
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000_000;
}

function create({ simulator, services }: Account): void {
  simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  simulator.act('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'nginx' }],
  });
  for (let index = 0; index < services; index += 1) createService(simulator, `s${index}`);
}

function createService(simulator: Simulator, name: string): void {
  simulator.act('ecs', 'CreateService', {
    cluster: 'demo',
    serviceName: name,
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  });
  const target = { ...scalable, ResourceId: `service/demo/${name}` };
  simulator.act('application-autoscaling', 'RegisterScalableTarget', { ...target, MinCapacity: 2, MaxCapacity: 4 });
  simulator.act('application-autoscaling', 'PutScalingPolicy', {
    ...target,
    PolicyName: 'cpu',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  });
}

/** Each minute a sixtieth of the services is rolled out, and the load of as many goes up or down. */
function changeSome({ simulator, services }: Account, minute: number): void {
  const putMetric = scalingAdminActions['put-metric'];
  for (let index = minute % 60; index < services; index += 60) {
    const service = `s${index}`;
    simulator.act('ecs', 'UpdateService', { cluster: 'demo', service, forceNewDeployment: true });
    const value = Math.floor(minute / 60) % 2 === 0 ? 90 : 10;
    putMetric?.(simulator.context, { resourceId: `service/demo/${service}`, name: 'CPUUtilization', value });
  }
}
