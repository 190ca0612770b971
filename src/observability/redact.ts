/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** Compared without case, `-` and `_`. */
const SECRET_NAMES = new Set(
  [
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
    'execEnv',
  ].map(plain),
);

/** Members whose entries are name and value of environment variables: names may be seen, values never. */
const ENVIRONMENT_NAMES = new Set(['environment', 'env'].map(plain));

const DEEPEST = 8;

/** A copy of `fields` without secrets, at any depth. Errors are left as they are: the serializer describes them. */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return redactMembers(fields, 0);
}

function redactMembers(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactMember(name, value, depth)]));
}

function redactMember(name: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null) return value;
  const plainName = plain(name);
  if (SECRET_NAMES.has(plainName)) return REDACTED;
  if (ENVIRONMENT_NAMES.has(plainName)) return environmentNames(value);
  return redactValue(value, depth + 1);
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth > DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, depth + 1));
  return redactMembers(value, depth);
}

/** Environment variables come as `[{name, value}]` or as a record. */
function environmentNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => environmentNameOf(item));
  if (typeof value === 'object' && value !== null) return Object.keys(value);
  return REDACTED;
}

function environmentNameOf(item: unknown): unknown {
  const named = typeof item === 'object' && item !== null && 'name' in item;
  return named && typeof item.name === 'string' ? item.name : REDACTED;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
