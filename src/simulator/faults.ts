import type { Random } from '../runtime/clock.ts';
import { AwsFault } from './operation.ts';
import type { ServiceName } from './operation.ts';

/**
 * - `throttle`: ThrottlingException; `server-error`: ServerException, status 500;
 * - `html-error`: status 500 with an HTML body, as a load balancer in front of AWS answers;
 * - `access-denied`: AccessDeniedException; `slow`: the right answer, late; `time-out`: no answer;
 * - `missing`: a read that does not yet know what was created.
 */
export type FaultKind = (typeof faultKinds)[number];

export const faultKinds = [
  'throttle',
  'server-error',
  'html-error',
  'access-denied',
  'slow',
  'time-out',
  'missing',
] as const;

/** A fault to inject. */
export interface Fault {
  readonly service?: ServiceName | undefined;
  /** The operation that it hits; every one when absent. */
  readonly operation?: string | undefined;
  readonly kind: FaultKind;
  /** Whether the operation's effect happens before the call fails; `before` when absent. */
  readonly moment?: 'before' | 'after' | undefined;
  /** How many calls it hits; no limit when absent. */
  readonly count?: number | undefined;
  /** The share of calls that it hits, in (0, 1]; 1 when absent. */
  readonly probability?: number | undefined;
  /** `slow`: how late the answer is; `time-out`: when the connection is cut (never, when absent). Wall milliseconds. */
  readonly delayMs?: number | undefined;
}

/** Thrown where an HTTP client would wait in vain: the call's effect happened or not, the answer is lost. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
  /** After how many wall milliseconds the connection is cut; undefined: the client waits until it gives up. */
  readonly cutAfterMs: number | undefined;

  constructor(message: string, cutAfterMs?: number) {
    super(message);
    this.cutAfterMs = cutAfterMs;
  }
}

/** Thrown where AWS would answer with an HTML page and status 500. */
export class HtmlAnswer extends Error {
  override readonly name = 'HtmlAnswer';
}

/** A fault with the number of calls that it still hits, Infinity without a limit. */
export interface PendingFault {
  readonly fault: Fault;
  readonly left: number;
}

/** The faults that wait for calls to hit. */
export class FaultInjector {
  readonly #random: Random;
  #faults: { fault: Fault; left: number }[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.count ?? Number.POSITIVE_INFINITY });
  }

  /** The faults that are still to come, with the calls that they have left. */
  list(): Fault[] {
    return this.#faults.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, count: left } : fault));
  }

  get state(): readonly PendingFault[] {
    return this.#faults.map((pending) => ({ ...pending }));
  }

  set state(faults: readonly PendingFault[]) {
    this.#faults = faults.map((pending) => ({ ...pending }));
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault that hits this call, if one does; uses up one of its count. */
  next(service: ServiceName, operation: string): Fault | undefined {
    const hit = this.#faults.find(({ fault }) => this.#hits(fault, service, operation));
    if (hit === undefined) return undefined;
    hit.left -= 1;
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    return hit.fault;
  }

  #hits(fault: Fault, service: ServiceName, operation: string): boolean {
    if (fault.service !== undefined && fault.service !== service) return false;
    if (fault.operation !== undefined && fault.operation !== operation) return false;
    return fault.probability === undefined || this.#random() < fault.probability;
  }
}

/** What the caller meets when `fault` hits its call; undefined for those that are no errors. */
export function faultError(fault: Fault, callerArn: string, action: string): Error | undefined {
  return errors[fault.kind](fault, callerArn, action);
}

const errors: Record<FaultKind, (fault: Fault, callerArn: string, action: string) => Error | undefined> = {
  throttle: () => new AwsFault('ThrottlingException', 'Rate exceeded'),
  'server-error': () =>
    new AwsFault('ServerException', 'Service Unavailable. Please try again later.', { status: 500 }),
  'html-error': () => new HtmlAnswer('500 Internal Server Error'),
  'access-denied': (_fault, callerArn, action) =>
    new AwsFault(
      'AccessDeniedException',
      `User: ${callerArn} is not authorized to perform: ${action} on resource: * ` +
        `because no identity-based policy allows the ${action} action`,
    ),
  slow: () => undefined,
  missing: () => undefined,
  'time-out': (fault, _callerArn, action) => new AnswerLost(`the answer of ${action} is lost`, fault.delayMs),
};

/** The code under which a failed call is counted. */
export function errorCode(error: unknown): string {
  if (error instanceof AwsFault) return error.code;
  if (error instanceof AnswerLost || error instanceof HtmlAnswer) return error.name;
  return 'InternalError';
}
