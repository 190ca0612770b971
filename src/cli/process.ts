import manifest from '../../package.json' with { type: 'json' };
import { runProgram } from './program.ts';
import type { SubCommand } from './sub-command.ts';

/**
 * Runs this process as the command line program with `commands`, and ends it: nothing may go on afterwards, not a
 * connection that is still open, a timer, or an operator that has lost its lease.
 */
export async function runProcess(commands: readonly SubCommand[]): Promise<never> {
  const code = await runProgram(process.argv.slice(2), commands, manifest.version, {
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  process.exit(code);
}
