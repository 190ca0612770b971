import { cbor, dateToTag } from '@smithy/core/cbor';
import type { Shape } from '../input/schema.ts';
import { outputShape } from '../input/schema.ts';
import { AwsFault } from '../operation.ts';
import type { Json, ServiceName } from '../operation.ts';
import { registry } from '../registry.ts';
import type { WireCall } from './json-protocol.ts';
import { queryErrorHeader } from './query-error-code.ts';
import { header } from './wire.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/*
 * Smithy RPC v2 with CBOR, which the newest SDKs speak to CloudWatch: service and operation in the path, members as in
 * JSON, times as tagged epoch seconds.
 */

const pathPattern = /^\/service\/([^/]+)\/operation\/([^/]+)$/;

/** Whether the request says that it speaks this protocol. */
export function isCborRequest(request: WireRequest): boolean {
  return header(request, 'smithy-protocol') === 'rpc-v2-cbor' && pathPattern.test(request.path);
}

/** Reads a call. @throws AwsFault UnknownOperationException, SerializationException */
export function parseCborCall(request: WireRequest): WireCall {
  const [, prefix = '', operation = ''] = pathPattern.exec(request.path) ?? [];
  const names = Object.keys(registry) as ServiceName[];
  const service = names.find((name) => registry[name].speaksCbor === true && registry[name].targetPrefix === prefix);
  if (service === undefined) throw new AwsFault('UnknownOperationException', '', { status: 404 });
  const input = decoded(request.bytes);
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw notSerializable();
  return { service, operation, input: input as Json };
}

/** An operation without input may come without a body. What is nested too deeply cannot be read either. */
function decoded(bytes: Uint8Array | undefined): unknown {
  if (bytes === undefined || bytes.length === 0) return {};
  try {
    return fromCbor(cbor.deserialize(bytes));
  } catch {
    throw notSerializable();
  }
}

/** UNKNOWN: the words. */
function notSerializable(): AwsFault {
  return new AwsFault('SerializationException', '');
}

/** Tagged times as epoch seconds, large integers as numbers: as JSON has them. */
function fromCbor(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(fromCbor);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (isTag(value)) return fromCbor(value.value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fromCbor(member)]));
}

function isTag(value: object): value is { tag: unknown; value: unknown } {
  return 'tag' in value && 'value' in value && Object.getOwnPropertySymbols(value).length > 0;
}

/** Writes the answer of a call that succeeded. */
export function writeCborAnswer({ service, operation }: WireCall, answer: Json, requestId: string): WireAnswer {
  return cborAnswer(200, toCbor(answer, outputShape(registry[service].sdk, operation)), requestId);
}

/** Writes an error. A client of the query protocol's past is told the code which that protocol had. */
export function writeCborFault(fault: AwsFault, requestId: string, request: WireRequest): WireAnswer {
  const message = fault.message === '' ? {} : { [fault.messageKey]: fault.message };
  const answer = cborAnswer(fault.status, { __type: fault.code, ...message, ...fault.extra }, requestId);
  return { ...answer, headers: { ...answer.headers, ...queryErrorHeader(fault, request) } };
}

/** `value` without what is undefined, its times tagged. */
function toCbor(value: unknown, shape: Shape | undefined): unknown {
  if (shape?.kind === 'timestamp' && typeof value === 'number') return dateToTag(new Date(value * 1000));
  if (Array.isArray(value)) return value.map((item) => toCbor(item, shape?.kind === 'list' ? shape.of() : undefined));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toCbor(member, memberShape(shape, name))]));
}

function memberShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === 'map') return shape.of();
  return shape?.kind === 'structure' ? shape.members.get(name)?.shape() : undefined;
}

function cborAnswer(status: number, body: unknown, requestId: string): WireAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': requestId,
    },
    body: '',
    bytes: cbor.serialize(body),
    delayMs: 0,
  };
}
