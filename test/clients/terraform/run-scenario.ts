import assert from 'node:assert/strict';
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TerraformInstallation } from './installation.ts';
import type { Scenario } from './scenarios.ts';
import { createWorkingFolder } from './working-folder.ts';
import type { WorkingFolder } from './working-folder.ts';

const scenarioFolder = fileURLToPath(new URL('scenarios', import.meta.url));
const exampleFolder = fileURLToPath(new URL('../../../examples/simulator', import.meta.url));

/**
 * Applies the configuration of a scenario step by step, each time with an empty plan after it, save where the scenario
 * says otherwise; then, where it has `imports`, forgets the state and imports all; then destroys everything.
 *
 * @throws Error with Terraform's own words when a command fails or a plan is not empty
 */
export async function runScenario(scenario: Scenario, installation: TerraformInstallation, url: string): Promise<void> {
  const folder = await createWorkingFolder(installation, url, await sourcesOf(scenario));
  const variable = scenario.isExample === true ? 'release' : 'step';
  try {
    for (const [name, text] of Object.entries(scenario.files ?? {})) await writeFile(join(folder.path, name), text);
    await succeed(folder, 'init', '-input=false');
    for (let step = 1; step <= scenario.steps; step += 1) {
      await applyStep(folder, `-var=${variable}=${step}`, step === scenario.restlessStep);
    }
    const last = `-var=${variable}=${scenario.steps}`;
    if (scenario.imports === true) await importAll(folder, last);
    await succeed(folder, 'destroy', '-auto-approve', last);
  } finally {
    await folder.remove();
  }
}

/** The files of a scenario; an example has its own provider. */
async function sourcesOf({ folder, isExample = false }: Scenario): Promise<string[]> {
  if (isExample) return entries(join(exampleFolder, folder));
  return [join(scenarioFolder, 'provider.tf'), ...(await entries(join(scenarioFolder, folder)))];
}

async function entries(path: string): Promise<string[]> {
  return (await readdir(path)).map((name) => join(path, name));
}

async function applyStep(folder: WorkingFolder, step: string, isRestless: boolean): Promise<void> {
  await succeed(folder, 'apply', '-auto-approve', step);
  await expectPlan(folder, step, isRestless ? DIFFERENCES : EMPTY);
}

/** Exit codes of `plan -detailed-exitcode`. */
const EMPTY = 0;
const DIFFERENCES = 2;

async function expectPlan(folder: WorkingFolder, step: string, expected: number): Promise<void> {
  const { code, output } = await folder.run('plan', '-detailed-exitcode', step);
  assert.equal(code, expected, `the plan with ${step} ends with another code than ${expected}:\n${output}`);
}

/** Nothing is made, changed or destroyed by an import of all that there is. */
async function importAll(folder: WorkingFolder, step: string): Promise<void> {
  await rm(join(folder.path, 'terraform.tfstate'));
  await cp(join(folder.path, 'imports', 'imports.tf'), join(folder.path, 'imports.tf'));
  const output = await succeed(folder, 'apply', '-auto-approve', step);
  assert.match(output, /Apply complete! Resources: \d+ imported, 0 added, 0 changed, 0 destroyed/);
  await expectPlan(folder, step, EMPTY);
}

async function succeed(folder: WorkingFolder, command: string, ...args: string[]): Promise<string> {
  const { code, output } = await folder.run(command, ...args);
  assert.equal(code, 0, `terraform ${command} ${args.join(' ')} failed:\n${output}`);
  return output;
}
