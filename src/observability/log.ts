/**
 * The logger: JSON lines, static messages with data in fields, and nothing in them that could carry a secret.
 */
import { pino, type DestinationStream, type Logger } from 'pino';
import { redact, serializers } from './redact.ts';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
}

/**
 * Makes the logger of the process. Errors belong under `err`: of them only name, message, stack, code, AWS request id
 * and causes are written. Values of environment variables and of anything named like a credential never are.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: redact,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
