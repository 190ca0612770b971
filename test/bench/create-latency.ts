import { setTimeout as sleep } from 'node:timers/promises';
import { API_VERSION } from '../../src/api/resources.ts';
import { IntegrationBed } from '../support/integration-bed.ts';
import type { Manifest } from '../support/kube-request.ts';
import { stacks } from '../support/stacks.ts';
import type { Stack } from '../support/stacks.ts';
import { waitFor } from '../support/wait-for.ts';
import { median, percentile, rounded } from './numbers.ts';
import type { BenchOptions, Section } from './section.ts';
import type { Table } from './table.ts';

/** AWS's documented buckets; the operator may use all of them, and the simulator does not enforce them. */
const registrations = { burst: 20, perSecond: 1 };
const serviceChanges = { burst: 50, perSecond: 5 };
const WAIT_MS = 300_000;
const SINGLE_COUNT = 20;
const BETWEEN_MS = 500;

/** From the API server's answer to an apply of a service until CreateService is at AWS, on real time. */
export const createLatency: Section = {
  what: 'apply until CreateService, real API server, operator as a process',
  needsControlPlane: true,
  measure,
};

interface Scenario {
  readonly name: string;
  readonly count: number;
  readonly limit: readonly number[];
  /** Applies everything; gives, by service, when the API server had answered (milliseconds). */
  readonly apply: (bed: IntegrationBed, all: readonly Stack[]) => Promise<ReadonlyMap<string, number>>;
}

async function measure({ runs, stacks: count, onProgress }: BenchOptions): Promise<Table[]> {
  const rows: (string | number)[][] = [];
  for (const scenario of scenarios(count)) {
    const measured: number[][] = [];
    for (let run = 1; run <= runs; run += 1) {
      onProgress(`${scenario.name}, run ${run} of ${runs}`);
      measured.push(await delays(scenario));
    }
    const at = (share: number): string => rounded(median(measured.map((each) => percentile(each, share))));
    const limitAt = (share: number): string => rounded(percentile(scenario.limit, share));
    rows.push([scenario.name, scenario.count, at(0.5), limitAt(0.5), at(0.99), limitAt(0.99)]);
  }
  return [
    {
      title: 'Apply until CreateService, seconds',
      columns: ['', 'services', 'p50', 'limit', 'p99', 'limit'],
      rows,
      notes: [
        `medians of ${runs} runs; from the API server's answer to the simulator's receipt, domain speed 1.`,
        'limit: what AWS allows (registrations: 20 at once, then one a second; services: 50 at once, then five a second),',
        'counted from one moment: the applies themselves take seconds, so a measured value can lie below it.',
      ],
    },
  ];
}

function scenarios(count: number): Scenario[] {
  return [
    { name: 'one at a time, task definition registered', count: SINGLE_COUNT, limit: [0], apply: oneByOne },
    {
      name: 'all at once, task definitions registered',
      count,
      limit: waits(count, serviceChanges),
      apply: servicesAtOnce,
    },
    { name: 'all at once, task definitions new', count, limit: waits(count, registrations), apply: everythingAtOnce },
  ];
}

/** When the n-th call of a bucket may go out, in seconds. */
function waits(count: number, { burst, perSecond }: typeof registrations): number[] {
  return Array.from({ length: count }, (_, n) => Math.max(0, (n + 1 - burst) / perSecond));
}

/** Seconds for each service. */
async function delays({ count, apply }: Scenario): Promise<number[]> {
  const bed = await IntegrationBed.start({ speed: 1 });
  try {
    const all = stacks(count);
    const acceptedAt = await apply(bed, all);
    const services = (): ReadonlyMap<string, number> => createdAt(bed);
    const created = await waitFor('every CreateService', services, (found) => found.size >= count, WAIT_MS);
    return [...acceptedAt].map(([name, at]) => ((created.get(`${bed.namespace}_${name}`) ?? Number.NaN) - at) / 1_000);
  } finally {
    await bed.stop();
  }
}

/** At speed 1 the simulator's clock shows real time. */
function createdAt(bed: IntegrationBed): ReadonlyMap<string, number> {
  const services = [...bed.simulator.world.services.services.values()];
  return new Map(services.map((service) => [service.name, service.createdAt]));
}

async function registerAll(bed: IntegrationBed, all: readonly Stack[]): Promise<void> {
  for (const stack of all) await bed.apply([taskDefinition(stack)]);
  const registered = (): number => bed.awsWrites()['RegisterTaskDefinition'] ?? 0;
  await waitFor('every registration', registered, (found) => found >= all.length, WAIT_MS);
  for (const { name } of all) await bed.untilReady('ecstaskdefinitions', name);
}

async function oneByOne(bed: IntegrationBed, all: readonly Stack[]): Promise<ReadonlyMap<string, number>> {
  await registerAll(bed, all);
  return applyServices(bed, all, BETWEEN_MS);
}

async function servicesAtOnce(bed: IntegrationBed, all: readonly Stack[]): Promise<ReadonlyMap<string, number>> {
  await registerAll(bed, all);
  return applyServices(bed, all, 0);
}

async function everythingAtOnce(bed: IntegrationBed, all: readonly Stack[]): Promise<ReadonlyMap<string, number>> {
  const acceptedAt = new Map<string, number>();
  for (const stack of all) {
    await bed.apply([taskDefinition(stack), service(stack)]);
    acceptedAt.set(stack.name, Date.now());
    await bed.apply([scaling(stack)]);
  }
  return acceptedAt;
}

async function applyServices(
  bed: IntegrationBed,
  all: readonly Stack[],
  betweenMs: number,
): Promise<ReadonlyMap<string, number>> {
  const acceptedAt = new Map<string, number>();
  for (const stack of all) {
    await bed.apply([service(stack)]);
    acceptedAt.set(stack.name, Date.now());
    if (betweenMs > 0) await sleep(betweenMs);
  }
  return acceptedAt;
}

export function taskDefinition({ name, taskDefinition: spec }: Stack): Manifest {
  return { apiVersion: API_VERSION, kind: 'EcsTaskDefinition', metadata: { name }, spec };
}

export function service({ name, service: spec }: Stack): Manifest {
  return { apiVersion: API_VERSION, kind: 'EcsService', metadata: { name }, spec };
}

export function scaling({ name, scaling: spec }: Stack): Manifest {
  return { apiVersion: API_VERSION, kind: 'EcsScaling', metadata: { name }, spec };
}
