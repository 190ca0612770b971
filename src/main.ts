import { controllerCommand } from './cli/controller.ts';
import { demoCommand } from './cli/demo/command.ts';
import { runProcess } from './cli/process.ts';
import { sandboxCommand } from './cli/sandbox.ts';
import { simulatorCommand } from './cli/simulator.ts';
import { runOperator } from './composition/run-operator.ts';

await runProcess([demoCommand, sandboxCommand, controllerCommand(runOperator), simulatorCommand]);
