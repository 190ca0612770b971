import { awsName, operationFacts } from '../../src/aws/categories.ts';
import type { Input, OperationName, Output } from '../../src/aws/operations.ts';
import type { AwsTransport, SendOptions } from '../../src/aws/transport.ts';
import { AnswerLost, HtmlAnswer } from '../../src/simulator/faults.ts';
import { AwsFault } from '../../src/simulator/operation.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { sdkOutput } from './sdk-output.ts';

/**
 * Calls a simulator in memory, without HTTP, in the same microtask: what an SDK client would return and throw, on
 * whatever clock the simulator has. `slow` faults are not late here, and lost answers fail at once.
 */
export function simulatorTransport(
  simulator: Pick<Simulator, 'call'>,
  onSend: (operation: string, input: Record<string, unknown>) => void = () => undefined,
): AwsTransport {
  return {
    async send<K extends OperationName>(operation: K, input: Input<K>, options: SendOptions = {}): Promise<Output<K>> {
      options.signal?.throwIfAborted();
      const { service } = operationFacts[operation];
      onSend(operation, { ...input });
      try {
        const answer = simulator.call(service, awsName(operation), { ...input });
        return sdkOutput(service, awsName(operation), answer) as Output<K>;
      } catch (error) {
        throw sdkError(error);
      }
    },
  };
}

/** The error that the SDK makes of an answer. */
function sdkError(error: unknown): unknown {
  if (error instanceof AwsFault) {
    // The SDK's own word where the answer had none.
    const made = new Error(error.message === '' ? 'UnknownError' : error.message);
    made.name = error.code;
    return Object.assign(made, error.extra, {
      $fault: error.status >= 500 ? 'server' : 'client',
      $metadata: { httpStatusCode: error.status, requestId: 'in-memory' },
    });
  }
  if (error instanceof HtmlAnswer) {
    const made = new SyntaxError('Unexpected token \'<\', "<html>" is not valid JSON');
    return Object.assign(made, { $metadata: { httpStatusCode: 500 } });
  }
  if (error instanceof AnswerLost) {
    const made = new Error('socket hang up');
    made.name = 'TimeoutError';
    return Object.assign(made, { code: 'ECONNRESET' });
  }
  return error;
}
