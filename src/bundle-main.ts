import { controllerCommand } from './cli/controller.ts';
import { runProcess } from './cli/process.ts';
import { simulatorCommand } from './cli/simulator.ts';
import { runOperator } from './composition/run-operator.ts';

// What is shipped as one file. The sub-commands that start a local control plane need a checkout (its Go modules, its
// development dependencies) and stand in main.ts only. No top-level await: the bundle is CommonJS.
void runProcess([controllerCommand(runOperator), simulatorCommand]);
