import { AwsFault } from '../operation.ts';

/** The code is ValidationError here, not ValidationException (recorded). */
export function validationError(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}

export function operationNotPermitted(message: string): AwsFault {
  return new AwsFault('OperationNotPermitted', message);
}

export function invalidConfiguration(message: string): AwsFault {
  return new AwsFault('InvalidConfigurationRequest', message);
}

/** @throws AwsFault ValidationError when `value` is not one of `allowed`, in the words of AWS's model validation */
export function checkEnum(member: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}

/** @throws AwsFault ValidationError when `value` is outside of the range, in the words of AWS's model validation */
export function checkRange(member: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
      `Member must have value ${bound}`,
  );
}

/**
 * Names of load balancers and target groups: at most 32 letters, digits and hyphens, none at either end.
 *
 * @throws AwsFault ValidationError
 */
export function checkName(what: 'Load balancer' | 'Target group', name: string): void {
  if (name.length > 32) throw validationError(`${what} name '${name}' cannot be longer than '32' characters`);
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    throw validationError(
      `${what} name '${name}' can only contain characters that are alphanumeric characters or hyphens(-)`,
    );
  }
  if (/^-|-$/.test(name)) throw validationError(`${what} name '${name}' cannot begin or end with '-'`);
}
