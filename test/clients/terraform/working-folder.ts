import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TerraformInstallation } from './installation.ts';

export interface CommandResult {
  readonly code: number;
  /** What it said, then what it complained of. */
  readonly output: string;
}

/** A folder of its own for one configuration, with a Terraform that talks to the simulator only. */
export interface WorkingFolder {
  readonly path: string;
  /** Runs a command of Terraform's, without colours and questions. */
  run(command: string, ...args: string[]): Promise<CommandResult>;
  remove(): Promise<void>;
}

/** Makes a folder with copies of these files; `url` is the simulator's. */
export async function createWorkingFolder(
  { terraform, providers }: TerraformInstallation,
  url: string,
  sources: readonly string[],
): Promise<WorkingFolder> {
  const path = await mkdtemp(join(tmpdir(), 'terraform-'));
  for (const source of sources) await cp(source, join(path, basename(source)), { recursive: true });
  const settings = join(path, 'terraform.rc');
  await writeFile(settings, `provider_installation {\n  filesystem_mirror {\n    path = "${providers}"\n  }\n}\n`);
  const env = { ...process.env, ...simulatedAccount(url), TF_CLI_CONFIG_FILE: settings };
  return {
    path,
    run: (command, ...args) => execute(terraform, [command, '-no-color', ...args], path, env),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

function simulatedAccount(url: string): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: url,
    // The example names the endpoints by itself.
    TF_VAR_simulator: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
  };
}

function execute(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ code: 0, output });
      else if (typeof error.code === 'number') resolve({ code: error.code, output });
      else reject(error);
    });
    child.stdin?.end();
  });
}
