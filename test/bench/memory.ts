import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/control-plane/free-port.ts';
import { IntegrationBed, isReady } from '../support/integration-bed.ts';
import type { Observed } from '../support/integration-bed.ts';
import { stacks } from '../support/stacks.ts';
import { testVariable } from '../support/test-variables.ts';
import { waitFor } from '../support/wait-for.ts';
import { scaling, service, taskDefinition } from './create-latency.ts';
import { median } from './numbers.ts';
import type { BenchOptions, Section } from './section.ts';
import type { Table } from './table.ts';

const SOURCE = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../../dist/ecs-operator.cjs', import.meta.url));
const OBJECTS = [0, 400, 1_000];
const KINDS = ['ecstaskdefinitions', 'ecsservices', 'ecsscalings'];
/** More than a resync period, and then a sample a second. */
const SETTLE_MS = 75_000;
const SAMPLES = 10;
const UP_WITHIN_MS = 600_000;

/** Resident memory of the operator's process with settled objects, as sources and as bundle. */
export const memory: Section = {
  what: 'resident memory of the controller at 0, 400 and 1,000 objects',
  needsControlPlane: true,
  measure,
};

async function measure({ onProgress }: BenchOptions): Promise<Table[]> {
  const entries = [
    ['sources', SOURCE],
    ['bundle', BUNDLE],
  ].filter(([, entry = '']) => existsSync(entry));
  const rows: (string | number)[][] = [];
  for (const objects of OBJECTS) {
    onProgress(`bringing up ${objects} objects`);
    const bed = await settledBed(objects);
    const megabytes: string[] = [];
    for (const [name = '', entry = ''] of entries) {
      onProgress(`${objects} objects, ${name}: ${(SETTLE_MS + SAMPLES * 1_000) / 1_000} s`);
      megabytes.push((await residentMegabytes(bed, entry)).toFixed(0));
    }
    rows.push([objects, ...megabytes]);
    await bed.stop();
  }
  return [
    {
      title: 'Resident memory of the controller, MB',
      columns: ['objects', ...entries.map(([name = '']) => name)],
      rows,
      notes: [
        'a third of the objects each: task definitions, services, scalings; all settled, after a restart and one pass.',
        'no limit on the heap: Node takes more than it needs while there is memory.',
      ],
    },
  ];
}

/** A bed whose objects are all Ready and whose operator has ended. Time runs fast until then. */
async function settledBed(objects: number): Promise<IntegrationBed> {
  const bed = await IntegrationBed.start({ speed: 60 });
  const all = stacks(Math.ceil(objects / KINDS.length));
  const manifests = all.flatMap((stack) => [taskDefinition(stack), service(stack), scaling(stack)]).slice(0, objects);
  await bed.apply(manifests);
  const listed = async (): Promise<Observed[]> =>
    (await Promise.all(KINDS.map((kind) => bed.cluster.list<Observed>(kind, bed.namespace)))).flat();
  const ready = async (): Promise<number> => (await listed()).filter(isReady).length;
  await waitFor(`${objects} objects to be Ready`, ready, (count) => count >= objects, UP_WITHIN_MS);
  await bed.killOperator();
  return bed;
}

/** The operator at its normal pace. */
async function residentMegabytes(bed: IntegrationBed, entry: string): Promise<number> {
  const port = await freePort();
  const flags = ['--no-leader-election', `--namespaces=${bed.namespace}`, `--http-port=${port}`, '--log-level=warn'];
  const child = spawn(process.execPath, [entry, 'controller', '--http-host=127.0.0.1', ...flags], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      KUBECONFIG: testVariable('kubeconfig'),
      AWS_ENDPOINT_URL: bed.server.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'simulated',
      AWS_SECRET_ACCESS_KEY: 'simulated',
    },
  });
  try {
    const answers = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
    await waitFor('the operator to be ready', answers, (ok) => ok, 60_000);
    await sleep(SETTLE_MS);
    const samples: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      samples.push(residentKilobytes(child.pid ?? 0) / 1_024);
      await sleep(1_000);
    }
    return median(samples);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

function residentKilobytes(pid: number): number {
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());
}
