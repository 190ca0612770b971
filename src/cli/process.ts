import manifest from '../../package.json' with { type: 'json' };
import { runProgram } from './program.ts';
import type { SubCommand } from './sub-command.ts';

/** What a shell says of a program that was ended because nobody reads what it writes (SIGPIPE). */
const brokenPipeCode = 141;

/**
 * Runs this process as the command line program with `commands`, and ends it: nothing may go on afterwards, not a
 * connection that is still open, a timer, or an operator that has lost its lease.
 */
export async function runProcess(commands: readonly SubCommand[]): Promise<never> {
  endWithReader(process.stdout);
  const code = await runProgram(process.argv.slice(2), commands, manifest.version, {
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
  process.exit(code);
}

/** `| head` closes the pipe when it has seen enough. */
function endWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(brokenPipeCode);
  });
}
