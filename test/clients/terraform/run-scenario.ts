import assert from 'node:assert/strict';
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TerraformInstallation } from './installation.ts';
import type { Scenario } from './scenarios.ts';
import { createWorkingFolder } from './working-folder.ts';
import type { WorkingFolder } from './working-folder.ts';

const scenarioFolder = fileURLToPath(new URL('scenarios', import.meta.url));

/**
 * Applies the configuration of a scenario step by step, each time with an empty plan after it; then, where it has
 * `imports`, forgets the state and imports all; then destroys everything.
 *
 * @throws Error with Terraform's own words when a command fails or a plan is not empty
 */
export async function runScenario(scenario: Scenario, installation: TerraformInstallation, url: string): Promise<void> {
  const source = join(scenarioFolder, scenario.folder);
  const files = [join(scenarioFolder, 'provider.tf'), ...(await entries(source))];
  const folder = await createWorkingFolder(installation, url, files);
  try {
    for (const [name, text] of Object.entries(scenario.files ?? {})) await writeFile(join(folder.path, name), text);
    await succeed(folder, 'init', '-input=false');
    for (let step = 1; step <= scenario.steps; step += 1) await applyStep(folder, step);
    if (scenario.imports === true) await importAll(folder, scenario.steps);
    await succeed(folder, 'destroy', '-auto-approve', `-var=step=${scenario.steps}`);
  } finally {
    await folder.remove();
  }
}

async function entries(path: string): Promise<string[]> {
  return (await readdir(path)).map((name) => join(path, name));
}

async function applyStep(folder: WorkingFolder, step: number): Promise<void> {
  await succeed(folder, 'apply', '-auto-approve', `-var=step=${step}`);
  await expectEmptyPlan(folder, step);
}

async function expectEmptyPlan(folder: WorkingFolder, step: number): Promise<void> {
  const { code, output } = await folder.run('plan', '-detailed-exitcode', `-var=step=${step}`);
  assert.equal(code, 0, `the plan after step ${step} is not empty:\n${output}`);
}

/** Nothing is made, changed or destroyed by an import of all that there is. */
async function importAll(folder: WorkingFolder, step: number): Promise<void> {
  await rm(join(folder.path, 'terraform.tfstate'));
  await cp(join(folder.path, 'imports', 'imports.tf'), join(folder.path, 'imports.tf'));
  const output = await succeed(folder, 'apply', '-auto-approve', `-var=step=${step}`);
  assert.match(output, /Apply complete! Resources: \d+ imported, 0 added, 0 changed, 0 destroyed/);
  await expectEmptyPlan(folder, step);
}

async function succeed(folder: WorkingFolder, command: string, ...args: string[]): Promise<string> {
  const { code, output } = await folder.run(command, ...args);
  assert.equal(code, 0, `terraform ${command} ${args.join(' ')} failed:\n${output}`);
  return output;
}
