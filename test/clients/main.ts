import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scaledClock } from '../../src/runtime/scaled-clock.ts';
import { systemClock } from '../../src/runtime/system-clock.ts';
import { startSimulatorServer } from '../../src/simulator/http/server.ts';
import { runChecks } from './check.ts';
import type { Totals } from './check.ts';
import { jsCloudWatchChecks } from './js-cloudwatch.ts';
import { jsLoadBalancerChecks } from './js-load-balancers.ts';
import { jsWaiterChecks } from './js-waiters.ts';
import { ensureVirtualEnvironment } from './virtual-environment.ts';

/**
 * A rollout, a minute in AWS, takes less than a second: the waiters' own pauses are most of the run. A stopped task can be
 * described for an hour, which must outlast those pauses.
 */
const SPEED = 200;
const pythonFolder = fileURLToPath(new URL('python', import.meta.url));
const examples = fileURLToPath(new URL('../../examples/simulator', import.meta.url));

/** `npm run test:clients`: unmodified AWS clients against the simulator. The last line tells passed and failed. */
async function main(): Promise<Totals> {
  const bin = await ensureVirtualEnvironment((line) => process.stdout.write(`${line}\n`));
  const server = await startSimulatorServer({
    port: 0,
    clock: scaledClock(systemClock, SPEED),
    seed: 1,
    clockControl: { speed: SPEED },
  });
  try {
    const script = await runScript(bin, server.url);
    const python = await runPython(bin, server.url);
    const javascript = await runChecks([...jsWaiterChecks, ...jsCloudWatchChecks, ...jsLoadBalancerChecks], server.url);
    return [script, python, javascript].reduce(sum);
  } finally {
    await server.stop();
  }
}

/** The session of `examples/simulator` as its README shows it. */
async function runScript(bin: string, url: string): Promise<Totals> {
  const code = await run('bash', [join(examples, 'deploy.sh')], bin, url);
  process.stdout.write(`examples/simulator/deploy.sh ... ${code === 0 ? 'ok' : `FAIL with code ${code}`}\n`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runPython(bin: string, url: string): Promise<Totals> {
  const folder = await mkdtemp(join(tmpdir(), 'clients-'));
  const report = join(folder, 'totals.json');
  try {
    await run(join(bin, 'python'), [join(pythonFolder, 'run.py'), pythonFolder, examples, report], bin, url);
    return JSON.parse(await readFile(report, 'utf8')) as Totals;
  } catch (error) {
    process.stdout.write(`the Python tests did not end: ${String(error)}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a program with the environment that the simulator's users set; gives its exit code. */
async function run(command: string, args: readonly string[], bin: string, url: string): Promise<number> {
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    PYTHONDONTWRITEBYTECODE: '1',
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const child = spawn(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

function sum(a: Totals, b: Totals): Totals {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

const totals = await main().catch((error: unknown): Totals => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { passed: 0, failed: 1 };
});
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;
