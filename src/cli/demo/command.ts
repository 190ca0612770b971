import { shellLines, startLocalStack, type LocalStack } from '../local-stack.ts';
import { decimal } from '../options/kinds.ts';
import type { OptionTable } from '../options/table.ts';
import { subCommand, type Terminal } from '../sub-command.ts';
import { untilSignal } from '../until-signal.ts';
import { DemoFailure, Interrupted } from './demo-failure.ts';
import { Narrator } from './narrator.ts';
import { OutputTail } from './output-tail.ts';
import { runDemo } from './run-demo.ts';
import { cluster } from './stage.ts';

const options = {
  speed: {
    kind: decimal({ min: 1, max: 100 }),
    default: 25,
    description: 'How many times faster than real time ECS and the operator run',
  },
} as const satisfies OptionTable;

/** What shells say of a command that Ctrl-C ended. */
const interruptedCode = 130;

/** `ecs-operator demo`: the whole story on this machine, from `kubectl apply` to an empty account. */
export const demoCommand = subCommand({
  name: 'demo',
  summary: 'Show it: deploy, roll out, roll back and delete a service, in under a minute, on this machine alone',
  variablePrefix: 'ECS_OPERATOR_DEMO_',
  options,
  async run({ values: { speed } }, terminal) {
    const ending = new AbortController();
    void untilSignal().then((signal) => ending.abort(new Interrupted(signal)));
    const narrator = createNarrator(terminal);
    const log = new OutputTail();
    try {
      introduce(narrator, speed);
      await runDemo({ narrator, speed, ending, startStack: () => startStack(speed, narrator, log, ending) });
      return 0;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw explained(error, log);
      terminal.err(`${error.message}\n`);
      return interruptedCode;
    }
  },
});

function createNarrator({ out, env }: Terminal): Narrator {
  const { isTTY, columns } = process.stdout;
  return new Narrator({
    write: out,
    now: () => performance.now(),
    colours: isTTY && !env['NO_COLOR'],
    columns: isTTY ? columns : undefined,
  });
}

function introduce(narrator: Narrator, speed: number): void {
  narrator.heading('ecs-operator: Amazon ECS services as Kubernetes objects');
  narrator.quote(
    `A real Kubernetes API server, a simulated ECS that runs ${speed} times faster than AWS, and the operator\n` +
      'between them. Everything stays on this machine.',
  );
  narrator.heading('Prologue: the stage is set');
}

async function startStack(
  speed: number,
  narrator: Narrator,
  log: OutputTail,
  ending: AbortController,
): Promise<LocalStack> {
  const stack = await startLocalStack({
    speed,
    seed: 1,
    onProgress: (text) => narrator.tell({ actor: 'demo', text }),
    operator: { logLevel: 'warn', onOutput: (text) => log.add(text) },
  });
  void stack.operator?.ended.then((how) => ending.abort(new DemoFailure(`the operator has ended: ${how}`)));
  narrator.tell({ actor: 'demo', text: 'to look on from another terminal, paste there:' });
  narrator.verbatim(shellLines(stack));
  stack.simulator.simulator.act('ecs', 'CreateCluster', { clusterName: cluster });
  narrator.tell({
    actor: 'ecs',
    text: `cluster ${cluster} created: your infrastructure, which the operator only uses`,
  });
  return stack;
}

/** A failure with the last words of the operator, which mostly say why. */
function explained(error: unknown, log: OutputTail): Error {
  const message = error instanceof Error ? error.message : String(error);
  const words = log.text === '' ? '' : `\nThe operator's last warnings:\n${log.text}`;
  return new DemoFailure(`the demo failed: ${message}${words}`, { cause: error });
}
