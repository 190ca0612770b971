/** Keeps secrets out of log lines, by the names of the fields that carry them. */
import { describeError } from './describe-error.ts';

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

const SECRET_NAMES = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-amz-security-token',
  'credentials',
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'password',
  'passphrase',
  'token',
  'idToken',
  'refreshToken',
  'secret',
  'privateKey',
  'clientKey',
  'clientKeyData',
  'keyData',
  'apiKey',
];

/** Members that hold environment variables: names may be seen, values never. */
const ENVIRONMENT_NAMES = ['environment', 'env'];

const secretNames = new Set(SECRET_NAMES.map(plain));
const environmentNames = new Set(ENVIRONMENT_NAMES.map(plain));

const DEEPEST = 6;

/** A copy of `fields` without secrets, at any depth; errors are described by {@link describeError}. */
export function redact(fields: object): Record<string, unknown> {
  return redactMembers(fields, 0);
}

/**
 * The same for what stands at the top of a line. Needed beside {@link redact}, because pino passes the fields of child
 * loggers through serializers only.
 */
export const serializers: Record<string, (value: unknown) => unknown> = Object.fromEntries([
  ['err', (value: unknown) => redactValue(value, 1)] as const,
  ...SECRET_NAMES.map((name) => [name, () => REDACTED] as const),
  ...ENVIRONMENT_NAMES.map((name) => [name, variableNames] as const),
]);

function redactMembers(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactMember(name, value, depth)]));
}

function redactMember(name: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null) return value;
  const plainName = plain(name);
  if (secretNames.has(plainName)) return REDACTED;
  if (environmentNames.has(plainName)) return variableNames(value);
  return redactValue(value, depth + 1);
}

function redactValue(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describeError(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, depth + 1));
  return redactMembers(value, depth);
}

/** Variables come as `[{name, value}]`, as `['NAME=value']` or as a record. */
function variableNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => variableName(item));
  if (typeof value === 'object' && value !== null) return Object.keys(value);
  return REDACTED;
}

function variableName(item: unknown): string {
  if (typeof item === 'string') return item.split('=', 1)[0] ?? REDACTED;
  const named = typeof item === 'object' && item !== null && 'name' in item;
  return named && typeof item.name === 'string' ? item.name : REDACTED;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
