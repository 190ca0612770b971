import type { Input, OperationName, Output } from '../../src/aws/operations.ts';
import type { AwsTransport, SendOptions } from '../../src/aws/transport.ts';

type Answer<K extends OperationName> = (input: Input<K>, callNumber: number) => Output<K> | Promise<Output<K>>;

/** Answers per operation; an operation without one fails the test that calls it. */
export type Script = { readonly [K in OperationName]?: Answer<K> };

export interface SentCall {
  readonly operation: OperationName;
  readonly input: object;
  readonly kind: string | undefined;
}

/** A transport that answers from a script and remembers what was sent. */
export class ScriptedTransport implements AwsTransport {
  readonly sent: SentCall[] = [];
  private readonly script: Script;

  constructor(script: Script) {
    this.script = script;
  }

  async send<K extends OperationName>(operation: K, input: Input<K>, options: SendOptions = {}): Promise<Output<K>> {
    const answer: Answer<K> | undefined = this.script[operation];
    this.sent.push({ operation, input, kind: options.kind });
    if (answer === undefined) throw new Error(`the script has no answer to ${operation}`);
    return answer(input, this.count(operation));
  }

  /** How many calls of `operation` were sent. */
  count(operation: OperationName): number {
    return this.sent.filter((each) => each.operation === operation).length;
  }
}

/** An error as the AWS SDK throws it. */
export function awsFailure(name: string, message: string, httpStatusCode = 400): Error {
  const error = new Error(message);
  error.name = name;
  return Object.assign(error, { $fault: 'client', $metadata: { httpStatusCode, requestId: 'request-1' } });
}
