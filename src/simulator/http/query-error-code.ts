import type { SdkExports } from '../input/schema.ts';
import type { AwsFault } from '../operation.ts';
import { registry } from '../registry.ts';
import { header } from './wire.ts';
import type { WireRequest } from './wire.ts';

const ERROR = -3;

/**
 * The header that tells a client with a past in the query protocol (it says so by `x-amzn-query-mode`) which code an
 * error had there.
 */
export function queryErrorHeader(fault: AwsFault, request: WireRequest): Record<string, string> {
  if (header(request, 'x-amzn-query-mode') !== 'true') return {};
  const code = queryErrorCode(registry.cloudwatch.sdk, fault.code);
  return { 'x-amzn-query-error': `${code};${fault.status < 500 ? 'Sender' : 'Receiver'}` };
}

/** Errors of every service, which the query protocol has under names of its own. */
const COMMON: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ServerException: 'InternalFailure',
  ThrottlingException: 'Throttling',
  UnknownOperationException: 'InvalidAction',
};

/**
 * What the query protocol calls an error of the service whose SDK this is: the trait `awsQueryError` of the SDK's schema
 * of that error (`LoadBalancerNotFoundException` is `LoadBalancerNotFound`), where it has one.
 */
export function queryErrorCode(sdk: SdkExports, code: string): string {
  const schema = Object.hasOwn(sdk, `${code}$`) ? sdk[`${code}$`] : undefined;
  if (!Array.isArray(schema) || schema[0] !== ERROR) return COMMON[code] ?? code;
  const { awsQueryError: named } = Object(schema[3]) as { awsQueryError?: readonly [string, number] };
  return named?.[0] ?? COMMON[code] ?? code;
}
