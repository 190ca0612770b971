import { AwsFault } from '../operation.ts';

/** A refusal in the service's own words: `Message` with a capital (recorded). */
export function refusal(code: string, message: string): AwsFault {
  return new AwsFault(code, message, { messageKey: 'Message' });
}

export function invalid(message: string): AwsFault {
  return refusal('ValidationException', message);
}

/** A refusal by the model in front of the service: `message` in lower case (recorded). */
export function invalidByModel(value: string, path: string, constraint: string): AwsFault {
  return modelError(`Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`);
}

/** The same with the whole of what is wrong. */
export function modelError(problem: string): AwsFault {
  return new AwsFault('ValidationException', `1 validation error detected: ${problem}`);
}
