import { AwsFault } from '../operation.ts';
import type { Json, ServiceName } from '../operation.ts';
import { outputShape } from '../input/schema.ts';
import { registry } from '../registry.ts';
import { writeJson } from './json-writer.ts';
import { queryErrorHeader } from './query-error-code.ts';
import { header } from './wire.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** A call as it came over the wire. */
export interface WireCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: Json;
}

/**
 * Reads an awsJson1_1 call. A body that is no JSON is told before a target that means nothing, and no body after it (seen
 * at other JSON services of AWS).
 *
 * @throws AwsFault UnknownOperationException, SerializationException
 */
export function parseJsonCall(request: WireRequest): WireCall {
  const value = parseBody(request.body);
  const target = header(request, 'x-amz-target');
  const dot = target.lastIndexOf('.');
  const service = serviceOf(target.slice(0, Math.max(dot, 0)));
  if (service === undefined) throw new AwsFault('UnknownOperationException', '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notSerializable();
  return { service, operation: target.slice(dot + 1), input: value as Json };
}

/** Writes the answer of a call that succeeded. */
export function writeJsonAnswer(
  { service, operation }: WireCall,
  answer: Json,
  requestId: string,
  request: WireRequest,
): WireAnswer {
  const shape = outputShape(registry[service].sdk, operation);
  const body = shape === undefined ? JSON.stringify(answer) : writeJson(answer, shape);
  return jsonAnswer(200, body, requestId, request);
}

/**
 * Writes an error; an error without words has no message member. A client that says that it comes from the query
 * protocol (CloudWatch's do) is told the code which that protocol had.
 */
export function writeJsonFault(fault: AwsFault, requestId: string, request: WireRequest): WireAnswer {
  const message = fault.message === '' ? {} : { [fault.messageKey]: fault.message };
  const body = JSON.stringify({ __type: fault.code, ...message, ...fault.extra });
  const answer = jsonAnswer(fault.status, body, requestId, request);
  return { ...answer, headers: { ...answer.headers, ...queryErrorHeader(fault, request) } };
}

function jsonAnswer(status: number, body: string, requestId: string, request: WireRequest): WireAnswer {
  const version = header(request, 'content-type').startsWith('application/x-amz-json-1.0') ? '1.0' : '1.1';
  return {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId },
    body,
    delayMs: 0,
  };
}

function serviceOf(prefix: string): ServiceName | undefined {
  const names = Object.keys(registry) as ServiceName[];
  return names.find((name) => prefix !== '' && registry[name].targetPrefix === prefix);
}

/** @throws AwsFault SerializationException for what is no JSON; nothing at all is undefined */
function parseBody(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw notSerializable();
  }
}

function notSerializable(): AwsFault {
  return new AwsFault('SerializationException', '');
}
