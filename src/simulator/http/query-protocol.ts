import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import type { WireCall } from './json-protocol.ts';
import { header } from './wire.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

const VERSION = '2011-06-15';
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

/** Whether the request is form-encoded, as STS wants it. */
export function isQueryRequest(request: WireRequest): boolean {
  return header(request, 'content-type').startsWith('application/x-www-form-urlencoded');
}

/**
 * Reads a call of the query protocol: `Action`, `Version`, and flat parameters.
 *
 * @throws AwsFault InvalidAction where STS does not know the action in this version.
 */
export function parseQueryCall(request: WireRequest): WireCall {
  const {
    Action: action = '',
    Version: version = '',
    ...input
  } = Object.fromEntries(new URLSearchParams(request.body));
  if (version !== VERSION) {
    throw new AwsFault(
      'InvalidAction',
      `Could not find operation ${action} for version ${version || 'NO_VERSION_SPECIFIED'}`,
    );
  }
  return { service: 'sts', operation: action, input };
}

/** Writes `<Action>Response` with its result and the request's id. */
export function writeQueryAnswer(call: WireCall, answer: Json, requestId: string): WireAnswer {
  const result = element(`${call.operation}Result`, members(answer));
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  return xml(
    200,
    `<${call.operation}Response xmlns="${NAMESPACE}">${result}${metadata}</${call.operation}Response>`,
    requestId,
  );
}

/** Writes `<ErrorResponse>`. */
export function writeQueryFault(fault: AwsFault, requestId: string): WireAnswer {
  const code = fault.code === 'UnknownOperationException' ? 'InvalidAction' : fault.code;
  const type = element('Type', fault.status < 500 ? 'Sender' : 'Receiver');
  const error = element('Error', type + element('Code', code) + element('Message', escape(fault.message)));
  const body = `<ErrorResponse xmlns="${NAMESPACE}">${error}${element('RequestId', requestId)}</ErrorResponse>`;
  return xml(fault.status, body, requestId);
}

function members(answer: Json): string {
  return Object.entries(answer)
    .map(([name, value]) => element(name, escape(String(value))))
    .join('');
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function xml(status: number, body: string, requestId: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body, delayMs: 0 };
}
