import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import type { LogLevel } from '../observability/log.ts';
import type { Clock } from '../runtime/clock.ts';
import { scaledClock } from '../runtime/scaled-clock.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { startSimulatorServer, type SimulatorServer } from '../simulator/http/server.ts';
import type { Delays } from '../simulator/operation.ts';
import { AccountKeeper } from './keep/account-file.ts';
import type { Kept } from './keep/open-kept.ts';
import { startOperatorProcess, type OperatorProcess } from './operator-process.ts';

export interface LocalStackOptions {
  /** Factor of the domain clock, which simulator and operator share. */
  readonly speed: number;
  readonly accountId?: string;
  readonly region?: string;
  /** Decides all chance in the account. */
  readonly seed: number;
  /** `typical` when absent. */
  readonly delays?: Delays;
  /** Where everything is kept and found again; without it nothing is left behind. */
  readonly kept?: Kept | undefined;
  /** Free ones when absent. */
  readonly apiServerPort?: number | undefined;
  readonly simulatorPort?: number | undefined;
  /** Without it no operator is started. */
  readonly operator?: {
    readonly logLevel: LogLevel;
    readonly onOutput: (text: string) => void;
    /** The file to run; that of this process when absent. */
    readonly entry?: string;
  };
  readonly onProgress: (line: string) => void;
}

/** A Kubernetes API server with our resource definitions, a simulated AWS account and the operator between them. */
export interface LocalStack {
  readonly controlPlane: ControlPlane;
  readonly simulator: SimulatorServer;
  readonly operator: OperatorProcess | undefined;
  /** Factor of the domain clock. */
  readonly speed: number;
  /** What kubectl, the AWS CLI and an operator need to find all this. */
  readonly environment: Readonly<Record<string, string>>;
  /** Flags with which an operator keeps the simulator's time. */
  readonly operatorFlags: readonly string[];
  stop(): Promise<void>;
}

/** Starts everything, or nothing: what had been started ends again when a later part fails. Loopback only. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  await using started = new AsyncDisposableStack();
  options.onProgress('starting the Kubernetes API server');
  const controlPlane = await startControlPlane({
    crdPaths: [fileURLToPath(new URL('../../crds', import.meta.url))],
    onProgress: options.onProgress,
    ...(options.apiServerPort === undefined ? {} : { port: options.apiServerPort }),
    ...(options.kept === undefined ? {} : { keep: join(options.kept.path, 'cluster') }),
  });
  started.defer(() => controlPlane.stop());
  options.onProgress('starting the simulated AWS endpoint');
  const time = domainTime(options);
  const simulator = await startSimulator(options, time);
  started.defer(() => simulator.stop());
  const keeper = options.kept && keepAccount(simulator, options.kept, options.onProgress);
  started.defer(() => keeper?.stop());
  const environment = environmentOf(controlPlane, simulator);
  const operatorFlags = ['--no-leader-election', ...time.flags];
  const operator = await startOperator(options, environment, operatorFlags);
  if (operator !== undefined) {
    started.defer(() => operator.stop());
  }
  const all = started.move();
  const { speed } = options;
  return { controlPlane, simulator, operator, speed, environment, operatorFlags, stop: () => all.disposeAsync() };
}

interface DomainTime {
  readonly clock: Clock;
  /** Flags with which an operator keeps the same time. */
  readonly flags: readonly string[];
}

/** Time never goes back: it goes on where it was, or in the present where that is later. */
function domainTime({ speed, kept }: LocalStackOptions): DomainTime {
  const anchor = systemClock.now();
  const start = Math.max(anchor, Math.ceil(kept?.account?.now ?? 0));
  return {
    clock: scaledClock(systemClock, speed, anchor, start),
    flags: [`--domain-speed=${speed}`, `--domain-anchor=${anchor}`, `--domain-start=${start}`],
  };
}

function startSimulator(options: LocalStackOptions, { clock }: DomainTime): Promise<SimulatorServer> {
  const { kept, speed } = options;
  const begin = (): Promise<SimulatorServer> =>
    startSimulatorServer({
      port: options.simulatorPort ?? 0,
      clock,
      sharesClock: true,
      seed: options.seed,
      delays: options.delays,
      accountId: options.accountId,
      region: options.region,
      dump: kept?.account?.lines,
      clockControl: { speed },
    });
  return kept === undefined ? begin() : kept.explained(begin);
}

function keepAccount({ simulator }: SimulatorServer, { path }: Kept, onTrouble: (line: string) => void): AccountKeeper {
  return new AccountKeeper({ simulator, folder: path, wall: systemClock, onTrouble });
}

function environmentOf(controlPlane: ControlPlane, { url, simulator }: SimulatorServer): LocalStack['environment'] {
  return {
    KUBECONFIG: controlPlane.kubeconfigPath,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: simulator.context.region,
    // Version 1 of the AWS CLI, and boto3, know only this one.
    AWS_DEFAULT_REGION: simulator.context.region,
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
  };
}

async function startOperator(
  { operator, onProgress }: LocalStackOptions,
  environment: LocalStack['environment'],
  operatorFlags: readonly string[],
): Promise<OperatorProcess | undefined> {
  if (operator === undefined) {
    return undefined;
  }
  onProgress('starting the operator');
  const { logLevel, ...rest } = operator;
  const flags = [...operatorFlags, `--log-level=${logLevel}`];
  return startOperatorProcess({ ...rest, flags, env: { ...withoutAws(process.env), ...environment } });
}

/** The user's own AWS settings (a profile, endpoints of single services) must not lead the operator to real AWS. */
function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS|ECS_OPERATOR)_/.test(name)));
}

/** Lines for a shell after which kubectl and the AWS CLI talk to `stack`. */
export function shellLines(stack: LocalStack): string[] {
  const exports = Object.entries(stack.environment).map(([name, value]) => `export ${name}=${value}`);
  return [
    ...exports,
    'unset AWS_PROFILE AWS_SESSION_TOKEN',
    `export PATH=${dirname(stack.controlPlane.kubectlPath)}:$PATH`,
  ];
}
