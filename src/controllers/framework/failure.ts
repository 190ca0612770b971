import { Reason } from '../../api/reasons.ts';
import { AwsError } from '../../aws/errors.ts';
import { PATIENCE_MS, STALLED_RETRY_MS } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const DEPENDENCY_RETRY_MS = 30_000;

/**
 * The one table from failures to conditions. `undefined`: conditions stay as they are for now, the key backs off.
 *
 * @param failingMs for how long (domain milliseconds) the object has been failing without a success between
 */
export function verdictOfFailure(error: unknown, failingMs: number): Verdict | undefined {
  if (!(error instanceof AwsError)) return retrying(errorText(error), failingMs);
  const text = awsText(error);
  switch (error.class) {
    case 'throttle':
    case 'transient':
      return retrying(text, failingMs);
    case 'dependency':
    case 'notFound':
      return { kind: 'waiting', reason: Reason.DependencyNotReady, message: text, againMs: DEPENDENCY_RETRY_MS };
    case 'accessDenied':
      return healing(Reason.AccessDenied, `${text} ${adviceOnAccess(error.code)}`, failingMs);
    case 'selfHealing':
      return healing(Reason.DependencyNotReady, text, failingMs);
    case 'conflict':
      return { kind: 'stalled', reason: Reason.Conflict, message: text, againMs: STALLED_RETRY_MS };
    case 'terminal':
      return {
        kind: 'stalled',
        reason: Reason.InvalidSpec,
        message: `${text} Correct the spec.`,
        againMs: STALLED_RETRY_MS,
      };
  }
}

/** A missing permission is granted; credentials that AWS does not accept are another matter. */
function adviceOnAccess(code: string): string {
  return code.startsWith('AccessDenied')
    ? "Grant it to the operator's role."
    : "Look at the operator's AWS credentials.";
}

function retrying(message: string, failingMs: number): Verdict | undefined {
  if (failingMs < PATIENCE_MS) return undefined;
  return { kind: 'waiting', reason: Reason.ProgressingWithRetry, message, againMs: PATIENCE_MS };
}

function healing(reason: Reason, message: string, failingMs: number): Verdict {
  return failingMs < PATIENCE_MS
    ? { kind: 'waiting', reason, message, againMs: DEPENDENCY_RETRY_MS }
    : { kind: 'stalled', reason, message, againMs: PATIENCE_MS };
}

/** Whether the failure is retried by back-off rather than at the verdict's own time. */
export function backsOff(error: unknown): boolean {
  return !(error instanceof AwsError) || error.class === 'throttle' || error.class === 'transient';
}

function awsText(error: AwsError): string {
  return `${error.operation}: ${error.code}: ${error.awsMessage}`.replace(/([^.])$/, '$1.');
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
