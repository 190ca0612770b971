import { awsName } from './categories.ts';
import { errorRules } from './error-rules.ts';
import type { OperationName } from './operations.ts';

/**
 * The closed set of ways in which a call to AWS can fail; every class ends in one row of the condition table.
 *
 * - `throttle`: AWS, or a service behind it, asks to slow down; the bucket has been told already;
 * - `transient`: server errors, networks, time-outs, answers that are not JSON;
 * - `dependency`: something that ought to appear by itself, or through another object, is not there yet;
 * - `notFound`: what the call names does not exist; `missing` says what. Where the caller has no use for that,
 *   it is a dependency;
 * - `conflict`: the name is taken by something else, or another change is under way;
 * - `accessDenied`: credentials or permissions;
 * - `selfHealing`: refusals that look final but pass (roles and load balancers that still spread through AWS);
 * - `terminal`: AWS will refuse this again until the input changes.
 */
export type AwsErrorClass =
  'throttle' | 'transient' | 'dependency' | 'notFound' | 'conflict' | 'accessDenied' | 'selfHealing' | 'terminal';

/** What a `notFound` did not find. `resource`: what an ARN in the call names. */
export type Missing =
  | 'cluster'
  | 'service'
  | 'serviceDeployment'
  | 'taskDefinition'
  | 'scalableTarget'
  | 'scalingPolicy'
  | 'scheduledAction'
  | 'resource';

/** A failed AWS call. `message` is stable over repetitions of the same failure, so it can stand in a condition. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly class: AwsErrorClass;
  readonly missing: Missing | undefined;
  /** AWS's error code (`InvalidParameterException`), or the name or code of a network or client-side error. */
  readonly code: string;
  readonly operation: OperationName;
  readonly requestId: string | undefined;
  /** AWS's own words. */
  readonly awsMessage: string;

  constructor(
    verdict: Verdict,
    operation: OperationName,
    facts: Pick<ErrorFacts, 'code' | 'message' | 'requestId'>,
    cause: unknown,
  ) {
    super(`${awsName(operation)}: ${facts.code}: ${facts.message}`, { cause });
    this.class = verdict.class;
    this.missing = verdict.missing;
    this.code = facts.code;
    this.operation = operation;
    this.requestId = facts.requestId;
    this.awsMessage = facts.message;
  }
}

/** A class, and for `notFound` what was missing. */
export interface Verdict {
  readonly class: AwsErrorClass;
  readonly missing?: Missing;
}

/** What is looked at in an error, whoever threw it. */
export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
  readonly httpStatus: number | undefined;
}

/** Turns whatever a transport threw into an {@link AwsError}. An AwsError is returned as it is. */
export function classify(error: unknown, operation: OperationName): AwsError {
  if (error instanceof AwsError) return error;
  const facts = factsOf(error);
  return new AwsError(verdictOf(facts, operation), operation, facts, error);
}

function verdictOf(facts: ErrorFacts, operation: OperationName): Verdict {
  const rule = errorRules.find(
    (each) =>
      (each.codes === undefined || each.codes.includes(facts.code)) &&
      (each.message === undefined || each.message.test(facts.message)) &&
      (each.operations === undefined || each.operations.includes(operation)),
  );
  if (rule !== undefined) return rule.verdict;
  // Status last: AWS puts the meaning in the code (AccessDeniedException was seen with 400 and with 403).
  if (facts.httpStatus === undefined || facts.httpStatus >= 500) return { class: 'transient' };
  return { class: 'terminal' };
}

interface SdkErrorShape {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly Message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number };
}

function factsOf(error: unknown): ErrorFacts {
  const shape: SdkErrorShape = typeof error === 'object' && error !== null ? error : { message: String(error) };
  return {
    code: codeOf(shape),
    // Several AWS errors carry no text at all; the code must then speak for itself.
    message: wordsOf(shape) || 'no message',
    requestId: shape.$metadata?.requestId,
    httpStatus: shape.$metadata?.httpStatusCode ?? shape.$response?.statusCode,
  };
}

/** Network errors of Node say `Error` by name and tell the reason in `code`. */
function codeOf(shape: SdkErrorShape): string {
  const name = shape.name ?? 'UnknownError';
  if ((name === 'Error' || name === 'AggregateError') && typeof shape.code === 'string') return shape.code;
  return name;
}

/** The SDK puts `UnknownError` where an answer had no words; of an answer that is not JSON the parser quotes markup. */
function wordsOf(shape: SdkErrorShape): string {
  if (shape.name === 'SyntaxError') return 'The answer is not JSON; a load balancer or a proxy may have given it';
  const words = (shape.message ?? shape.Message ?? '').trim();
  return words === 'UnknownError' ? '' : words;
}
