import { Ajv } from 'ajv';
import type { ErrorObject, SchemaObject, ValidateFunction } from 'ajv';
import type { Json } from './operation.ts';
import type { Context, WorldOperation } from './world.ts';

/** A request to the admin API that cannot be understood; the message says why, and what is allowed. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}

/** The members that the body of a request may have, by name, and those that it must have. */
export interface BodyShape<T> {
  readonly members: Readonly<Record<keyof T & string, SchemaObject>>;
  readonly required?: readonly (keyof T & string)[];
}

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false });

/**
 * A reader of bodies of this shape, compiled at its first use.
 *
 * @throws AdminError (the reader) that names every member that is wrong, or that there is not
 */
export function bodyReader<T>({ members, required = [] }: BodyShape<T>): (body: unknown) => T {
  let validate: ValidateFunction<T> | undefined;
  return (body) => {
    validate ??= ajv.compile<T>({ type: 'object', additionalProperties: false, properties: members, required });
    if (validate(body)) return body;
    throw new AdminError((validate.errors ?? []).map((error) => wordsFor(error, Object.keys(members))).join(', '));
  };
}

/** An action of the admin API: what it does with a body of this shape, and only of this shape. */
export function adminAction<T>(shape: BodyShape<T>, run: (context: Context, request: T) => Json): WorldOperation {
  const read = bodyReader(shape);
  return (context, body) => run(context, read(body));
}

function wordsFor({ instancePath, keyword, params, message = '' }: ErrorObject, members: readonly string[]): string {
  const at = `body${instancePath}`;
  if (keyword === 'enum')
    return `${at} must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`;
  if (keyword !== 'additionalProperties') return `${at} ${message}`;
  const known = instancePath === '' ? `; it may have ${members.join(', ') || 'none'}` : '';
  return `${at} must not have a member ${String(params['additionalProperty'])}${known}`;
}
