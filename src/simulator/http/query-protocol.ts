import { inputShape, outputShape } from '../input/schema.ts';
import { AwsFault } from '../operation.ts';
import type { Json, ServiceName } from '../operation.ts';
import { findOperation, registry } from '../registry.ts';
import type { WireCall } from './json-protocol.ts';
import { queryErrorCode } from './query-error-code.ts';
import { readQueryInput } from './query-input.ts';
import { header } from './wire.ts';
import type { WireAnswer, WireRequest } from './wire.ts';
import { element, escapeXml, xmlContent } from './xml-writer.ts';

/*
 * The AWS query protocol, for every service whose entry in the registry has `query`: form-encoded parameters in, XML
 * out. Inputs and answers are turned by the shapes of the service's SDK client, so that an operation is the same code
 * whether it is called in this protocol or in JSON. `Version` tells which service is called: no two have the same.
 */

/** What AWS's front says an error belongs to when it does not know which service is called. */
const NO_SERVICE = 'http://webservices.amazon.com/AWSFault/2005-15-09';

/** Whether the request is form-encoded. */
export function isQueryRequest(request: WireRequest): boolean {
  return header(request, 'content-type').startsWith('application/x-www-form-urlencoded');
}

/**
 * Reads a call of the query protocol: `Action`, `Version`, and flat parameters.
 *
 * @throws AwsFault InvalidAction where no service knows the action in this version; MalformedInput
 */
export function parseQueryCall(request: WireRequest): WireCall {
  const parameters = new URLSearchParams(request.body);
  const operation = parameters.get('Action') ?? '';
  const service = serviceOf(request);
  if (service === undefined || findOperation(service, operation) === undefined) {
    const version = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED';
    throw new AwsFault('InvalidAction', `Could not find operation ${operation} for version ${version}`);
  }
  const shape = inputShape(registry[service].sdk, operation);
  return { service, operation, input: shape === undefined ? {} : readQueryInput(parameters, shape) };
}

/** Writes `<Action>Response` with its result, where the operation has one, and the request's id. */
export function writeQueryAnswer({ service, operation }: WireCall, answer: Json, requestId: string): WireAnswer {
  const shape = outputShape(registry[service].sdk, operation);
  const result = shape?.kind === 'structure' ? element(`${operation}Result`, xmlContent(answer, shape)) : '';
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  return xml(200, document(`${operation}Response`, namespaceOf(service), result + metadata), requestId);
}

/** Writes `<ErrorResponse>`. */
export function writeQueryFault(fault: AwsFault, requestId: string, request: WireRequest): WireAnswer {
  const service = serviceOf(request);
  const code = queryErrorCode(service === undefined ? {} : registry[service].sdk, fault.code);
  const type = element('Type', fault.status < 500 ? 'Sender' : 'Receiver');
  const error = element('Error', type + element('Code', code) + element('Message', escapeXml(fault.message)));
  const content = error + element('RequestId', requestId);
  return xml(fault.status, document('ErrorResponse', namespaceOf(service), content), requestId);
}

function serviceOf(request: WireRequest): ServiceName | undefined {
  const version = new URLSearchParams(request.body).get('Version');
  const names = Object.keys(registry) as ServiceName[];
  return names.find((name) => version !== null && registry[name].query?.version === version);
}

function namespaceOf(service: ServiceName | undefined): string {
  return (service && registry[service].query?.namespace) ?? NO_SERVICE;
}

function document(name: string, namespace: string, content: string): string {
  return `<${name} xmlns="${namespace}">${content}</${name}>`;
}

function xml(status: number, body: string, requestId: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body, delayMs: 0 };
}
