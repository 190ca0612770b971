import { AnswerLost, HtmlAnswer } from '../faults.ts';
import { uuid } from '../identifiers.ts';
import { AwsFault } from '../operation.ts';
import { findOperation } from '../registry.ts';
import type { Simulator } from '../simulator.ts';
import { parseJsonCall, writeJsonAnswer, writeJsonFault } from './json-protocol.ts';
import { checkAuthorization } from './authorization.ts';
import { isCborRequest, parseCborCall, writeCborAnswer, writeCborFault } from './cbor-protocol.ts';
import { isQueryRequest, parseQueryCall, writeQueryAnswer, writeQueryFault } from './query-protocol.ts';
import type { NoAnswer, WireAnswer, WireRequest } from './wire.ts';

/** What a protocol does with a request and its outcome. */
export interface Protocol {
  readonly name: Parameters<typeof checkAuthorization>[2];
  readonly parse: typeof parseJsonCall;
  readonly answer: typeof writeJsonAnswer;
  readonly fault: typeof writeJsonFault;
}

const jsonProtocol: Protocol = { name: 'json', parse: parseJsonCall, answer: writeJsonAnswer, fault: writeJsonFault };
const queryProtocol: Protocol = {
  name: 'query',
  parse: parseQueryCall,
  answer: writeQueryAnswer,
  fault: writeQueryFault,
};

const cborProtocol: Protocol = { name: 'json', parse: parseCborCall, answer: writeCborAnswer, fault: writeCborFault };

/** The protocol that a request speaks; undefined for what is no call: another path, another method. */
function protocolOf(request: WireRequest): Protocol | undefined {
  if (request.method !== 'POST') return undefined;
  if (isCborRequest(request)) return cborProtocol;
  if (request.path !== '/') return undefined;
  return isQueryRequest(request) ? queryProtocol : jsonProtocol;
}

/**
 * Answers one request to the AWS endpoint: finds the operation, then looks for a signature, as AWS does. Any credentials
 * do. Synchronous, like the simulator's operations.
 */
export function answerAwsRequest(simulator: Simulator, request: WireRequest): WireAnswer | NoAnswer {
  const requestId = uuid(simulator.context.randomForAnswer);
  const protocol = protocolOf(request);
  if (protocol === undefined) return notAnOperation(requestId);
  try {
    const call = protocol.parse(request);
    if (findOperation(call.service, call.operation) !== undefined) {
      checkAuthorization(request, call.service, protocol.name);
    }
    const { answer, delayMs } = simulator.exchange(call.service, call.operation, call.input);
    return { ...protocol.answer(call, answer, requestId, request), delayMs };
  } catch (error) {
    return answerFor(error, protocol, requestId, request);
  }
}

function answerFor(error: unknown, protocol: Protocol, requestId: string, request: WireRequest): WireAnswer | NoAnswer {
  if (error instanceof AnswerLost) return { cutAfterMs: error.cutAfterMs };
  if (error instanceof HtmlAnswer) return htmlAnswer(requestId);
  if (error instanceof AwsFault) return protocol.fault(error, requestId, request);
  throw error;
}

/** The answer to a body above the limit. UNKNOWN: its words. */
export function tooLarge(simulator: Simulator): WireAnswer {
  const fault = new AwsFault('RequestEntityTooLargeException', '', { status: 413 });
  const nobody: WireRequest = { method: 'POST', path: '/', headers: {}, body: '' };
  return jsonProtocol.fault(fault, uuid(simulator.context.randomForAnswer), nobody);
}

/** What AWS says to a request that is no call: another path, another method. */
function notAnOperation(requestId: string): WireAnswer {
  return {
    status: 404,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: '<UnknownOperationException/>\n',
    delayMs: 0,
  };
}

function htmlAnswer(requestId: string): WireAnswer {
  return {
    status: 500,
    headers: { 'content-type': 'text/html', 'x-amzn-requestid': requestId },
    body: '<html><head><title>500 Internal Server Error</title></head><body><center><h1>500 Internal Server Error</h1></center></body></html>',
    delayMs: 0,
  };
}
