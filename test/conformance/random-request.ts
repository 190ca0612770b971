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
  const { targetPrefix, query } = registry[service];
  const isQuery = query !== undefined && (targetPrefix === undefined || random() < 0.5);
  const text = isQuery ? queryBody(operation, query.version, input) : oddNumbers(JSON.stringify(input), random);
  const headers: Headers = isQuery
    ? { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    : { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targetPrefix}.${operation}` };
  const signed = { ...headers, ...signatureHeaders(signingName(service)) };
  return {
    headers: random() < 0.05 ? brokenHeaders(signed, random) : signed,
    body: random() < 0.15 ? brokenBody(text, random) : new TextEncoder().encode(text),
    description: `${service} ${operation}${isQuery ? ' (query)' : ''} ${text}`,
  };
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
function brokenBody(text: string, random: Random): Uint8Array<ArrayBuffer> {
  const [start = 0, end = 0] = [random(), random()]
    .map((share) => Math.floor(share * text.length))
    .sort((a, b) => a - b);
  const piece = text.slice(start, end);
  const scrap = oneOf(['', piece + piece, ...SCRAPS], random);
  const near =
    random() < 0.5 ? text.slice(0, start) + scrap + text.slice(start) : text.slice(0, start) + scrap + text.slice(end);
  const bytes = new TextEncoder().encode(near);
  if (random() < 0.3 && bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}
