import { scalingAdminActions } from '../../src/simulator/application-autoscaling/admin.ts';
import { ManualClock } from '../../src/runtime/manual-clock.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { ratio, rounded } from './numbers.ts';
import type { BenchOptions, Section } from './section.ts';
import type { Table } from './table.ts';

const HOURS = 10;
const HOUR_MS = 3_600_000;
const STEP_MS = 60_000;
/** A minute of CPU for ten hours of a thousand services. */
const LIMIT_PER_SERVICE = 60 / 1_000;
const scalable = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' };

/** The simulator alone, in memory: how much CPU simulated time takes. */
export const simulatedTime: Section = {
  what: `CPU and memory of ${HOURS} simulated hours with rollouts and scaling`,
  needsControlPlane: false,
  measure,
};

async function measure({ services, onProgress }: BenchOptions): Promise<Table[]> {
  const rows: (string | number)[][] = [];
  for (const count of services) {
    onProgress(`${count} services`);
    rows.push(rowOf(count));
  }
  return [
    {
      title: `${HOURS} simulated hours, seconds of CPU`,
      columns: ['services', 'CPU s', 'limit', 'ratio', 'rollouts', 'activities', 'heap MB', 'dump MB', 'dump s'],
      rows,
      notes: [
        'limit: a minute for 1,000 services, and in proportion. Several thousand need NODE_OPTIONS=--max-old-space-size=8192,',
        'and more of them than fit into one text of V8 (some 3,000 with this much history) cannot be dumped.',
        'Each service has two to four tasks, a rollout an hour, and a target tracking policy whose metric rises and falls every',
        'two hours; delays are drawn. CPU is that of the whole process, the collection of garbage included.',
      ],
    },
  ];
}

function rowOf(count: number): (string | number)[] {
  const clock = new ManualClock();
  const simulator = createSimulator({ clock, seed: 1, delays: 'drawn' });
  simulator.start();
  const before = process.cpuUsage();
  create(simulator, count);
  for (let minute = 0; minute < (HOURS * HOUR_MS) / STEP_MS; minute += 1) {
    changeSome(simulator, count, minute);
    clock.advance(STEP_MS);
  }
  const seconds = cpuSeconds(before);
  const { services, autoscaling } = simulator.world;
  const heap = process.memoryUsage().heapUsed / 2 ** 20;
  const beforeDump = process.cpuUsage();
  const dump = simulator.dump();
  const limit = rounded(LIMIT_PER_SERVICE * count);
  const activities = [...autoscaling.activities.values()].reduce((sum, of) => sum + of.length, 0);
  simulator.stop();
  return [
    count,
    rounded(seconds),
    limit,
    ratio(seconds, LIMIT_PER_SERVICE * count),
    services.serviceDeployments.size,
    activities,
    rounded(heap),
    rounded(dump.length / 2 ** 20),
    rounded(cpuSeconds(beforeDump)),
  ];
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000_000;
}

function create(simulator: Simulator, count: number): void {
  simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  simulator.act('ecs', 'RegisterTaskDefinition', {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'nginx' }],
  });
  for (let index = 0; index < count; index += 1) createService(simulator, `s${index}`);
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
function changeSome(simulator: Simulator, count: number, minute: number): void {
  const putMetric = scalingAdminActions['put-metric'];
  for (let index = minute % 60; index < count; index += 60) {
    const service = `s${index}`;
    simulator.act('ecs', 'UpdateService', { cluster: 'demo', service, forceNewDeployment: true });
    const value = Math.floor(minute / 60) % 2 === 0 ? 90 : 10;
    putMetric?.(simulator.context, { resourceId: `service/demo/${service}`, name: 'CPUUtilization', value });
  }
}
