import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where the AWS provider stands inside a folder that Terraform can take as `filesystem_mirror`. */
const PROVIDER = 'registry.terraform.io/hashicorp/aws';

export interface TerraformInstallation {
  /** The executable. */
  readonly terraform: string;
  /** A folder for `filesystem_mirror`. */
  readonly providers: string;
}

/**
 * The Terraform to test with: `ECS_OPERATOR_TERRAFORM` names the executable (the one on the PATH when absent), and
 * `ECS_OPERATOR_TERRAFORM_PROVIDERS` a folder with the AWS provider in it, as `terraform providers mirror` fills it.
 *
 * @throws Error that tells which of the two is missing and how to set it
 */
export async function findTerraform(env: Readonly<NodeJS.ProcessEnv>): Promise<TerraformInstallation> {
  const terraform = env['ECS_OPERATOR_TERRAFORM'] ?? 'terraform';
  try {
    await run(terraform, ['version']);
  } catch (cause) {
    throw new Error(`cannot run ${terraform}: install Terraform, or set ECS_OPERATOR_TERRAFORM to its executable`, {
      cause,
    });
  }
  const providers = env['ECS_OPERATOR_TERRAFORM_PROVIDERS'] ?? '';
  if (providers === '') {
    throw new Error(
      'ECS_OPERATOR_TERRAFORM_PROVIDERS is not set: name a folder that holds the AWS provider, for example one that `terraform providers mirror FOLDER` has filled',
    );
  }
  await access(join(providers, PROVIDER)).catch((cause: unknown) => {
    throw new Error(`ECS_OPERATOR_TERRAFORM_PROVIDERS: there is no ${PROVIDER} in ${providers}`, { cause });
  });
  return { terraform, providers };
}
