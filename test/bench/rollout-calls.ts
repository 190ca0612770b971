import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import { deployments, isReady, spec, stackBed, wanted } from '../support/service-stack.ts';
import { deploy, loadBalancers, type Configuration } from '../support/traffic-shift.ts';
import type { Section } from './section.ts';
import type { Table } from './table.ts';

const strategies: Readonly<Record<string, Configuration>> = {
  rolling: {},
  'blue/green, 10 min bake': { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 10 },
  'linear, 4 steps of 10 min': {
    strategy: 'LINEAR',
    bakeTimeInMinutes: 5,
    linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 10 },
  },
  'canary, 30 min': {
    strategy: 'CANARY',
    bakeTimeInMinutes: 5,
    canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 30 },
  },
};

const SETTLE_MS = 300_000;
const LIMIT_MS = 14_400_000;

/** One new image of one service: every AWS call of the operator from the apply until Ready, by strategy. */
export const rolloutCalls: Section = {
  what: 'AWS calls of one rollout, by strategy',
  needsControlPlane: false,
  measure,
};

async function measure(): Promise<Table[]> {
  const measured = new Map<string, Measured>();
  for (const [name, configuration] of Object.entries(strategies)) measured.set(name, await rollOut(configuration));
  const operations = [...new Set([...measured.values()].flatMap(({ calls }) => [...calls.keys()]))].sort();
  return [
    {
      title: 'AWS calls of one rollout of one service, apply to Ready',
      columns: ['', ...measured.keys()],
      rows: [
        ...operations.map((name) => [name, ...[...measured.values()].map(({ calls }) => calls.get(name) ?? 0)]),
        ['domain seconds', ...[...measured.values()].map(({ seconds }) => seconds)],
      ],
      notes: ['Resyncs of the unchanged task definition and of the bed are among the reads.'],
    },
  ];
}

interface Measured {
  readonly calls: ReadonlyMap<string, number>;
  readonly seconds: number;
}

async function rollOut(configuration: Configuration): Promise<Measured> {
  const shifts = configuration.strategy !== undefined;
  const deploymentConfiguration = { ...spec.deploymentConfiguration, ...configuration };
  const shape: EcsServiceSpec = { ...spec, deploymentConfiguration, ...(shifts ? { loadBalancers } : {}) };
  const bed = stackBed('app:1', shape);
  bed.start();
  await bed.until(() => isReady(bed), LIMIT_MS);
  await bed.pass(SETTLE_MS);
  const before = callsOf(bed);
  const start = bed.clock.now();
  deploy(bed, 'app:2');
  await bed.until(() => wanted(bed) && isReady(bed) && deployments(bed).length === 2, LIMIT_MS);
  const seconds = Math.round((bed.clock.now() - start) / 1_000);
  const calls = [...callsOf(bed)].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
  bed.dispose();
  return { calls: new Map(calls.filter(([, count]) => count > 0)), seconds };
}

function callsOf({ simulator }: OperatorBed): Map<string, number> {
  return new Map(Object.entries(simulator.calls.read()).map(([name, { calls }]) => [name, calls]));
}
