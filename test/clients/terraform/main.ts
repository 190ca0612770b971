import { scaledClock } from '../../../src/runtime/scaled-clock.ts';
import { systemClock } from '../../../src/runtime/system-clock.ts';
import { startSimulatorServer } from '../../../src/simulator/http/server.ts';
import { runChecks } from '../check.ts';
import { findTerraform } from './installation.ts';
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

/** A rollout, a minute in AWS, takes less than a second: the provider's own pauses are most of the run. */
const SPEED = 200;

/**
 * `npm run test:terraform`: the unmodified AWS provider of Terraform against the simulator, all scenarios or those named
 * on the command line. No part of CI, which has no Terraform. Answers how many failed.
 */
async function main(names: readonly string[]): Promise<number> {
  const installation = await findTerraform(process.env);
  const chosen = scenarios.filter(({ folder }) => names.length === 0 || names.includes(folder));
  if (chosen.length === 0) throw new Error(`no such scenario: ${names.join(', ')}`);
  const server = await startSimulatorServer({
    port: 0,
    clock: scaledClock(systemClock, SPEED),
    seed: 1,
    clockControl: { speed: SPEED },
  });
  try {
    const checks = chosen.map((scenario) => ({
      name: `Terraform: ${scenario.folder}`,
      run: (url: string) => runScenario(scenario, installation, url),
    }));
    const { passed, failed } = await runChecks(checks, server.url);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return failed;
  } finally {
    await server.stop();
  }
}

try {
  process.exitCode = (await main(process.argv.slice(2))) === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
