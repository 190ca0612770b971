import { debuglog } from 'node:util';
import { Command, CommanderError } from 'commander';
import { UsageError } from './options/usage-error.ts';
import type { SubCommand, Terminal } from './sub-command.ts';

const usageCode = 2;
const failureCode = 1;
/** `NODE_DEBUG=ecs-operator` shows the stack of a failure. */
const debug = debuglog('ecs-operator');

/**
 * The command line as a whole: finds the sub-command, runs it and gives the exit code. 0: done, or help was asked for;
 * 1: it failed, one line on standard error says why; 2: flags, variables or file are not allowed, and what is.
 */
export async function runProgram(
  args: readonly string[],
  commands: readonly SubCommand[],
  version: string,
  terminal: Terminal,
): Promise<number> {
  const program = new Command('ecs-operator')
    .description('Makes Amazon ECS workloads first-class Kubernetes objects')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  let code = 0;
  for (const command of commands) {
    command.attach(program, terminal, (result) => (code = result));
  }
  program.showHelpAfterError(`allowed commands: ${program.commands.map((it) => it.name()).join(', ')}`);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return exitCode(error, terminal);
  }
}

function exitCode(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    // Commander has written its message already. Help that was asked for is no error; help for want of a command is.
    return error.exitCode === 0 ? 0 : usageCode;
  }
  if (error instanceof UsageError) {
    terminal.err(`error: ${error.message}\n`);
    return usageCode;
  }
  debug('%o', error);
  terminal.err(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  return failureCode;
}
