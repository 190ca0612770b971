import { gzipSync } from 'node:zlib';
import { cbor, tag } from '@smithy/core/cbor';
import type { Random } from '../../src/runtime/clock.ts';
import { signingName } from '../../src/simulator/http/authorization.ts';
import { signatureHeaders } from '../../src/simulator/http/test-signature.ts';
import { inputShape } from '../../src/simulator/input/schema.ts';
import type { ServiceName } from '../../src/simulator/operation.ts';
import { registry } from '../../src/simulator/registry.ts';
import { goodCalls } from './good-calls.ts';
import { oneOf, randomInput, spoiled } from './random-input.ts';

/** A request to the simulator's endpoint, whole or broken. */
export interface RandomRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  /** For people. */
  readonly description: string;
}

type Headers = Record<string, string>;

const operations = (Object.keys(registry) as ServiceName[]).flatMap((service) =>
  Object.keys(registry[service].operations).map((operation) => ({ service, operation })),
);
/** What JSON allows and no client means. */
const NUMBERS = ['1e400', '-1e400', '-0', '9007199254740993', '1e-400', '0.30000000000000004', '1E2'];
const BINARY_VALUES = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
  2n ** 63n,
  -(2n ** 64n),
  new Uint8Array([1, 2]),
  null,
  tag({ tag: 1, value: 'x' }),
];
/** What is put into a body somewhere. */
const SCRAPS = [
  '{',
  '[',
  '[[[[[[[[',
  '"',
  '}',
  ',',
  '\\',
  '\\u0000',
  '\\ud800',
  'null',
  '\u0000',
  '&',
  '=',
  '%',
  '%FF',
  '.1.',
];

/**
 * A random call of any operation in any protocol that its service speaks; now and then its text or its headers are broken
 * as well.
 */
export function randomRequest(random: Random): RandomRequest {
  const { service, operation, input } = random() < 0.5 ? spoiledCall(random) : randomCall(random);
  const { path, headers, body } = spoken(oneOf(protocolsOf(service), random), { service, operation, input }, random);
  const signed = { ...headers, ...signatureHeaders(signingName(service)) };
  const sent = random() < 0.15 ? brokenBody(body, random) : body;
  const isZipped = random() < 0.05;
  const zipped = isZipped ? { ...signed, 'content-encoding': 'gzip' } : signed;
  return {
    path,
    headers: random() < 0.05 ? brokenHeaders(zipped, random) : zipped,
    body: isZipped ? brokenZip(sent, random) : sent,
    description: `${service} ${operation} ${JSON.stringify(headers)} ${JSON.stringify(input)}`,
  };
}

type Protocol = 'json' | 'query' | 'cbor';

function protocolsOf(service: ServiceName): Protocol[] {
  const { targetPrefix, query, speaksCbor } = registry[service];
  return [
    ...(targetPrefix === undefined ? [] : ['json' as const]),
    ...(query === undefined ? [] : ['query' as const]),
    ...(speaksCbor === true ? ['cbor' as const] : []),
  ];
}

interface Spoken {
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

function spoken(protocol: Protocol, { service, operation, input }: Call, random: Random): Spoken {
  const { targetPrefix, query } = registry[service];
  if (protocol === 'cbor') {
    return {
      path: `/service/${targetPrefix}/operation/${operation}`,
      headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
      body: new Uint8Array(cbor.serialize(oddValues(input, random))),
    };
  }
  if (protocol === 'query') {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    return { path: '/', headers, body: encoded(queryBody(operation, query?.version ?? '', input)) };
  }
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targetPrefix}.${operation}` };
  return { path: '/', headers, body: encoded(oddNumbers(JSON.stringify(input), random)) };
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
}

function randomCall(random: Random): Call {
  const { service, operation } = oneOf(operations, random);
  return { service, operation, input: randomInput(inputShape(registry[service].sdk, operation), random) };
}

function spoiledCall(random: Random): Call {
  const { service, operation, input } = oneOf(goodCalls, random);
  return { service, operation, input: spoiled(input, random) };
}

function oddNumbers(text: string, random: Random): string {
  return text.replace(/(?<=[:[,])-?\d[\d.e+-]*(?=[,\]}])/g, (number) =>
    random() < 0.1 ? oneOf(NUMBERS, random) : number,
  );
}

/** What CBOR has and JSON has not, here and there. */
function oddValues(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) return value.map((item) => oddValues(item, random));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, oddValues(member, random)]));
  }
  return random() < 0.05 ? oneOf(BINARY_VALUES, random) : value;
}

/** Flat parameters: lists as `Name.member.1`, structures as `Name.Member`. */
function queryBody(operation: string, version: string, input: unknown): string {
  return new URLSearchParams([['Action', operation], ['Version', version], ...parameters(input, '')]).toString();
}

function parameters(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, member]) => {
    const step = isList ? `member.${Number(name) + 1}` : name;
    return parameters(member, path === '' ? step : `${path}.${step}`);
  });
}

function brokenHeaders(headers: Headers, random: Random): Headers {
  const name = oneOf(Object.keys(headers), random);
  const { [name]: value = '', ...rest } = headers;
  if (random() < 0.4) return rest;
  const cut = Math.floor(random() * value.length);
  return { ...rest, [name]: random() < 0.5 ? value.slice(0, cut) : `${value.slice(0, cut)}x${value.slice(cut)}` };
}

/** A piece cut out, said twice, or with something in its place; or a byte that is another one. */
function brokenBody(body: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const [start = 0, end = 0] = [random(), random()]
    .map((share) => Math.floor(share * body.length))
    .sort((a, b) => a - b);
  const piece = body.slice(start, end);
  const scrap = oneOf([new Uint8Array(), joined([piece, piece]), ...SCRAPS.map(encoded)], random);
  const bytes = joined([body.slice(0, start), scrap, body.slice(random() < 0.5 ? start : end)]);
  if (random() < 0.3 && bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** Compressed; sometimes only said to be, or cut off. */
function brokenZip(body: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  if (random() < 0.2) return body;
  const bytes = new Uint8Array(gzipSync(body));
  return random() < 0.2 ? bytes.slice(0, Math.floor(random() * bytes.length)) : bytes;
}
