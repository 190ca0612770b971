import { AwsFault } from '../operation.ts';

/** What CloudWatch's model in front of the service says. UNKNOWN: the words of some rules, marked where they stand. */
export function validationError(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}

export function invalidValue(message: string): AwsFault {
  return new AwsFault('InvalidParameterValueException', message);
}

export function invalidCombination(message: string): AwsFault {
  return new AwsFault('InvalidParameterCombinationException', message);
}

export function missingParameter(message: string): AwsFault {
  return new AwsFault('MissingRequiredParameterException', message);
}

/** Metric alarms and composite ones share their names (recorded). */
export function nameIsTaken(name: string): AwsFault {
  return validationError(`AlarmName [${name}] is already used by another alarm of a different type`);
}

/** Without words (recorded). */
export function noSuchAlarm(): AwsFault {
  return new AwsFault('ResourceNotFound', '', { status: 404 });
}

/** Without words (recorded). */
export function noSuchResource(): AwsFault {
  return new AwsFault('ResourceNotFoundException', '', { status: 404 });
}

/** @throws AwsFault when `value` is not one of `allowed`; in the words of AWS's model validation */
export function checkEnum(path: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw modelError(`Value '${value}' at '${path}'`, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

/** @throws AwsFault when a text is too short or too long; in the words of AWS's model validation */
export function checkLength(path: string, value: string | undefined, shortest: number, longest: number): void {
  if (value === undefined) return;
  if (value.length < shortest) {
    throw modelError(`Value '${value}' at '${path}'`, `Member must have length greater than or equal to ${shortest}`);
  }
  if (value.length > longest) {
    throw modelError(`Value '${value}' at '${path}'`, `Member must have length less than or equal to ${longest}`);
  }
}

/** @throws AwsFault when a number is below the least; in the words of AWS's model validation */
export function checkAtLeast(path: string, value: number | undefined, least: number): void {
  if (value === undefined || value >= least) return;
  throw modelError(`Value '${value}' at '${path}'`, `Member must have value greater than or equal to ${least}`);
}

/** @throws AwsFault when a list is too long, or a name in it is; the second in recorded words */
export function checkNames(path: string, names: readonly string[] | undefined, most = 100): void {
  if (names === undefined) return;
  const value = `Value '[${names.join(', ')}]' at '${path}'`;
  if (names.length > most) throw modelError(value, `Member must have length less than or equal to ${most}`);
  if (names.every((name) => name.length >= 1 && name.length <= 255)) return;
  throw modelError(
    value,
    'Member must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 1]',
  );
}

function modelError(what: string, constraint: string): AwsFault {
  return validationError(`1 validation error detected: ${what} failed to satisfy constraint: ${constraint}`);
}
