import { createLogger, type Logger } from '../observability/log.ts';
import { controllerOptions, controllerPrefix, type ControllerSettings } from './controller-options.ts';
import { effectiveSettings } from './options/effective.ts';
import { subCommand, type SubCommand } from './sub-command.ts';
import { untilSignal } from './until-signal.ts';

/** Settings that were given nowhere and have no default, as they were found, and where. */
export type FoundSettings = Partial<
  Record<keyof ControllerSettings, { readonly value?: string; readonly from: string }>
>;

/**
 * Runs the operator until `signal` is aborted. Rejects when it cannot start or has to give up; the message of the
 * error is shown to the user as it is. Calls `onFound` once, when there is all that it needs to start.
 */
export type RunOperator = (
  settings: ControllerSettings,
  log: Logger,
  signal: AbortSignal,
  onFound: (found: FoundSettings) => void,
) => Promise<void>;

/** `ecs-operator controller`: the operator. What it consists of is put together by the caller. */
export function controllerCommand(runOperator: RunOperator): SubCommand {
  return subCommand({
    name: 'controller',
    summary: 'Run the operator against a Kubernetes API server and AWS until SIGTERM or Ctrl-C',
    variablePrefix: controllerPrefix,
    options: controllerOptions,
    async run(resolved, terminal) {
      const log = createLogger({ level: resolved.values.logLevel, destination: { write: terminal.out } });
      const given = effectiveSettings(controllerOptions, resolved);
      const stopping = new AbortController();
      void abortOnSignal(stopping, log);
      // Not before: who has forgotten the kubeconfig wants one line that says so, not all settings before it.
      await runOperator(resolved.values, log, stopping.signal, (found) =>
        log.info({ settings: { ...given, ...found } }, 'Effective configuration'),
      );
      return 0;
    },
  });
}

async function abortOnSignal(stopping: AbortController, log: Logger): Promise<void> {
  log.info({ signal: await untilSignal() }, 'Asked to stop');
  stopping.abort();
}
