import { AwsFault } from '../../operation.ts';

/** A ClientException: how the task definition operations answer every bad request. */
export function clientException(message: string): AwsFault {
  return new AwsFault('ClientException', message);
}
