import { AwsFault } from '../operation.ts';

/** What CloudWatch's model in front of the service says. UNKNOWN: the words of most rules. */
export function validationError(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}

export function invalidValue(message: string): AwsFault {
  return new AwsFault('InvalidParameterValueException', message);
}

export function invalidCombination(message: string): AwsFault {
  return new AwsFault('InvalidParameterCombinationException', message);
}

/** UNKNOWN: the words. The code and the status stand in the service model. */
export function noSuchAlarm(): AwsFault {
  return new AwsFault('ResourceNotFound', 'Alarm does not exist.', { status: 404 });
}

/** @throws AwsFault when `value` is not one of `allowed`; in the words of AWS's model validation */
export function checkEnum(path: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw validationError(
    `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${allowed.join(', ')}]`,
  );
}
