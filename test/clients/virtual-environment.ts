import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

/**
 * The `bin` folder of a Python environment with exactly what `requirements.txt` pins; made when it is not there yet,
 * under the cache folder, so that the checkout stays clean.
 *
 * @throws Error when there is no Python 3 with `venv`, or a package cannot be had
 */
export async function ensureVirtualEnvironment(onProgress: (line: string) => void): Promise<string> {
  const pins = await readFile(requirements, 'utf8');
  const python = process.env['PYTHON'] ?? 'python3';
  const folder = join(cacheFolder(), createHash('sha256').update(`${python} ${pins}`).digest('hex').slice(0, 16));
  // Written last: a run that was cut short begins anew.
  const done = join(folder, 'complete');
  if (existsSync(done)) return join(folder, 'bin');
  onProgress(`making a Python environment in ${folder}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await attempt(python, ['-m', 'venv', folder]);
  await attempt(join(folder, 'bin/pip'), ['install', '--quiet', '--no-deps', '--requirement', requirements]);
  await writeFile(done, '');
  return join(folder, 'bin');
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ecs-operator/clients');
}

async function attempt(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, args);
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed; the client tests need Python 3 with venv`, { cause: error });
  }
}
