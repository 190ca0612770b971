import { resolve } from 'node:path';
import { LOG_LEVELS } from '../observability/log.ts';
import { shellLines, startLocalStack, type LocalStack } from './local-stack.ts';
import { openKept } from './keep/open-kept.ts';
import type { Kept } from './keep/open-kept.ts';
import { choice, integer, list, text, toggle } from './options/kinds.ts';
import type { Resolved } from './options/resolve.ts';
import type { OptionTable } from './options/table.ts';
import { accountOf, anySeed, simulatedAccountOptions, speedOption } from './simulated-account-options.ts';
import { subCommand, type Terminal } from './sub-command.ts';
import { untilSignal } from './until-signal.ts';

const options = {
  speed: { ...speedOption, description: 'How many times faster than real time ECS and the operator run' },
  operator: {
    kind: toggle(),
    default: true,
    description: 'Run the operator too',
    whenOff: 'Leave the operator out, to run it yourself',
    whenOn: 'with the operator',
  },
  clusters: {
    kind: list(text('name', 'letters, digits, dashes and underscores, at most 255', /^[A-Za-z0-9_-]{1,255}$/)),
    description: 'ECS clusters that exist from the beginning; none if absent, as in a new AWS account',
  },
  apiServerPort: {
    kind: integer({ min: 1, max: 65_535 }),
    description: 'Port of the Kubernetes API server; a free one if absent',
  },
  simulatorPort: {
    kind: integer({ min: 1, max: 65_535 }),
    description: 'Port of the simulated AWS endpoint; a free one if absent',
  },
  ...simulatedAccountOptions,
  logLevel: {
    kind: choice('level', LOG_LEVELS),
    default: 'warn',
    description: "Least severe messages of the operator's log to show",
  },
} as const satisfies OptionTable;

/** `ecs-operator sandbox`: a Kubernetes API server, a simulated AWS account and the operator, on this machine. */
export const sandboxCommand = subCommand({
  name: 'sandbox',
  summary: 'Start a local Kubernetes API server, a simulated ECS and the operator, and keep them up until Ctrl-C',
  variablePrefix: 'ECS_OPERATOR_SANDBOX_',
  options,
  async run(settings, terminal) {
    const { values } = settings;
    // From the first moment on: Ctrl-C while things start ends them in order too.
    const signal = untilSignal();
    using open = new DisposableStack();
    const kept = values.keep === undefined ? undefined : open.use(openKept(resolve(values.keep), 'sandbox'));
    const stack = await start(settings, kept, terminal);
    for (const clusterName of values.clusters ?? []) {
      stack.simulator.simulator.act('ecs', 'CreateCluster', { clusterName });
    }
    terminal.out(welcome(stack));
    const failure = await Promise.race([signal.then(() => undefined), operatorEnd(stack)]);
    terminal.err('stopping\n');
    await stack.stop();
    if (failure !== undefined) {
      throw new Error(failure);
    }
    return 0;
  },
});

function start(
  { values, origins }: Resolved<typeof options>,
  kept: Kept | undefined,
  terminal: Terminal,
): Promise<LocalStack> {
  const { operator, logLevel, speed, apiServerPort, simulatorPort, delays, seed = anySeed() } = values;
  return startLocalStack({
    speed,
    apiServerPort,
    simulatorPort,
    delays,
    seed,
    kept,
    ...accountOf(values, origins, kept),
    onProgress: (line) => terminal.err(`${line}\n`),
    ...(operator ? { operator: { logLevel, onOutput: (log: string) => terminal.err(log) } } : {}),
  });
}

function welcome(stack: LocalStack): string {
  const own = `# run the operator yourself: npx ecs-operator controller ${stack.operatorFlags.join(' ')}`;
  const lines = ['', '# paste into another terminal', ...shellLines(stack)];
  const hint = stack.operator === undefined ? [own] : [];
  return [...lines, ...hint, ...timeNotes(stack.speed), '# Ctrl-C ends everything', ''].join('\n');
}

/** Two clocks meet in one status: who compares them without knowing sees rollouts that end before they began. */
function timeNotes(speed: number): string[] {
  if (speed === 1) return ['# ECS and the operator run in real time; --speed 20 makes rollouts take seconds'];
  return [
    `# ECS and the operator run ${speed} times faster than real time: times in status that come from AWS`,
    '# (rollout.startedAt, finishedAt) and minutes in messages are simulated time, condition times are real time',
  ];
}

async function operatorEnd(stack: LocalStack): Promise<string> {
  const how = await (stack.operator?.ended ?? new Promise<never>(() => undefined));
  return `the operator has ended: ${how}`;
}
