import { resolve } from 'node:path';
import { ManualClock } from '../runtime/manual-clock.ts';
import { scaledClock } from '../runtime/scaled-clock.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { startSimulatorServer } from '../simulator/http/server.ts';
import type { SimulatorServer, SimulatorServerOptions } from '../simulator/http/server.ts';
import { AccountKeeper } from './keep/account-file.ts';
import { openKept } from './keep/open-kept.ts';
import type { Kept } from './keep/open-kept.ts';
import { integer, text, toggle } from './options/kinds.ts';
import type { Resolved } from './options/resolve.ts';
import type { OptionTable, Values } from './options/table.ts';
import { UsageError } from './options/usage-error.ts';
import { accountOf, anySeed, simulatedAccountOptions, speedOption } from './simulated-account-options.ts';
import { subCommand } from './sub-command.ts';
import { untilSignal } from './until-signal.ts';

const options = {
  port: { kind: integer({ min: 0, max: 65_535 }), default: 4599, description: 'Port to listen on; 0 takes a free one' },
  host: { kind: text('address'), default: '127.0.0.1', description: 'Address to listen on; nothing is authenticated' },
  speed: { ...speedOption, description: 'How many times faster than real time its clock runs' },
  manual: {
    kind: toggle(),
    default: false,
    description: 'Its clock stands still until POST /_sim/clock/advance or /_sim/clock/next moves it',
  },
  ...simulatedAccountOptions,
  throttling: { kind: toggle(), default: false, description: 'Apply the request limits of AWS' },
} as const satisfies OptionTable;

/** `ecs-operator simulator`: the simulated AWS endpoint alone. */
export const simulatorCommand = subCommand({
  name: 'simulator',
  summary: 'Serve a simulated Amazon ECS and Application Auto Scaling over HTTP until Ctrl-C',
  variablePrefix: 'ECS_OPERATOR_SIMULATOR_',
  options,
  async run(settings, terminal) {
    const { values, origins } = settings;
    if (values.manual && origins.speed !== 'default') {
      throw new UsageError('--manual and --speed exclude each other: a clock that is moved by hand has no pace');
    }
    const signal = untilSignal();
    await using open = new AsyncDisposableStack();
    const kept = values.keep === undefined ? undefined : open.use(openKept(resolve(values.keep), 'simulator'));
    const seed = values.seed ?? anySeed();
    const server = await start(settings, kept, seed);
    open.defer(() => server.stop());
    const keeper = kept && keep(server, kept, terminal.err);
    terminal.out(shellLines(server, kept?.account === undefined ? seed : undefined));
    await signal;
    await keeper?.stop();
    return 0;
  },
});

function start(
  { values, origins }: Resolved<typeof options>,
  kept: Kept | undefined,
  seed: number,
): Promise<SimulatorServer> {
  const begin = (): Promise<SimulatorServer> =>
    startSimulatorServer({
      port: values.port,
      host: values.host,
      ...clockOf(values, kept),
      seed,
      delays: values.delays,
      ...accountOf(values, origins, kept),
      throttling: values.throttling,
      dump: kept?.account?.lines,
    });
  return kept === undefined ? begin() : kept.explained(begin);
}

function clockOf(
  { manual, speed }: Values<typeof options>,
  kept: Kept | undefined,
): Pick<SimulatorServerOptions, 'clock' | 'clockControl'> {
  if (!manual) return { clock: scaledClock(systemClock, speed), clockControl: { speed } };
  const clock = new ManualClock(kept?.account?.now);
  return { clock, clockControl: { advance: (ms) => clock.advance(ms) } };
}

function keep({ simulator }: SimulatorServer, { path: folder }: Kept, tell: (text: string) => void): AccountKeeper {
  return new AccountKeeper({ simulator, folder, wall: systemClock, onTrouble: (line) => tell(`${line}\n`) });
}

function shellLines({ url, simulator }: SimulatorServer, seed: number | undefined): string {
  const { region } = simulator.context;
  const lines = [
    `export AWS_ENDPOINT_URL=${url}`,
    // Version 1 of the AWS CLI, and boto3, know only AWS_DEFAULT_REGION.
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    'export AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated',
    ...(seed === undefined ? [] : [`# --seed ${seed} makes the same ids and delays again`]),
  ];
  return `${lines.join('\n')}\n`;
}
