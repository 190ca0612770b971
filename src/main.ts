import { controllerCommand } from './cli/controller.ts';
import { runProgram } from './cli/program.ts';
import { sandboxCommand } from './cli/sandbox.ts';
import { simulatorCommand } from './cli/simulator.ts';
import { runOperator } from './composition/run-operator.ts';
import manifest from '../package.json' with { type: 'json' };

const code = await runProgram(
  process.argv.slice(2),
  [controllerCommand(runOperator), sandboxCommand, simulatorCommand],
  manifest.version,
  {
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  },
);
// Nothing may go on after the end: a connection that is still open, a timer, an operator that has lost its lease.
process.exit(code);
