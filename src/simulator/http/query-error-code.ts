import type { SdkExports } from '../input/schema.ts';

const ERROR = -3;

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
