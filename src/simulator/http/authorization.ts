import { AwsFault } from '../operation.ts';
import type { ServiceName } from '../operation.ts';
import { header } from './wire.ts';
import type { WireRequest } from './wire.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const PARTS = ['Credential', 'Signature', 'SignedHeaders'] as const;

/** What clients sign requests for, where it is not the name that the simulator has for the service. */
const signingNames: Readonly<Record<string, string>> = {
  cloudwatch: 'monitoring',
  elasticloadbalancingv2: 'elasticloadbalancing',
};

/** What clients sign requests to the service for. */
export function signingName(service: ServiceName): string {
  return signingNames[service] ?? service;
}

/** Codes and statuses of the same refusals: JSON services say them all with 400. */
const codes = {
  json: {
    missing: ['MissingAuthenticationTokenException', 400],
    incomplete: ['IncompleteSignatureException', 400],
    mismatch: ['InvalidSignatureException', 400],
  },
  query: {
    missing: ['MissingAuthenticationToken', 403],
    incomplete: ['IncompleteSignature', 400],
    mismatch: ['SignatureDoesNotMatch', 403],
  },
} as const;

type Kind = keyof (typeof codes)['json'];
type Problem = readonly [Kind, string];

/**
 * Refuses a request without a well-formed SigV4 `Authorization` header, by the checks and in the order of AWS's front
 * (seen at its other JSON services; UNKNOWN: whether ECS words them alike). Any key and any signature will do, whenever it
 * was made: neither the secret nor the client's clock is known here. Every Region is taken: one endpoint stands for all.
 *
 * @throws AwsFault MissingAuthenticationToken, IncompleteSignature, InvalidSignature, named as the protocol names them
 */
export function checkAuthorization(request: WireRequest, service: ServiceName, protocol: keyof typeof codes): void {
  const problem = problemOf(request, signingName(service));
  if (problem === undefined) return;
  const [kind, message] = problem;
  const [code, status] = codes[protocol][kind];
  throw new AwsFault(code, message, { status });
}

function problemOf(request: WireRequest, service: string): Problem | undefined {
  const value = header(request, 'authorization').trim();
  if (value === '') return ['missing', 'Missing Authentication Token'];
  const [algorithm = '', ...pairs] = value.split(/[\s,]+/).filter((part) => part !== '');
  const odd = pairs.find((pair) => !pair.includes('='));
  if (odd !== undefined) {
    const what = `'${odd}' not a valid key=value pair (missing equal-sign) in Authorization header: '${value}'.`;
    return ['incomplete', what];
  }
  const parts = new Map(pairs.map((pair): [string, string] => split(pair, '=')));
  const date = signingDate(request);
  return (
    incomplete(parts, date, value) ??
    badDate(date ?? '') ??
    badHeaders(parts.get('SignedHeaders') ?? '') ??
    badAlgorithm(algorithm) ??
    badCredential(parts.get('Credential') ?? '', date ?? '', service)
  );
}

function incomplete(parts: ReadonlyMap<string, string>, date: string | undefined, value: string): Problem | undefined {
  const lacking = PARTS.filter((part) => (parts.get(part) ?? '') === '').map(
    (part) => `Authorization header requires '${part}' parameter. `,
  );
  if (date === undefined) {
    lacking.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  }
  return lacking.length === 0 ? undefined : ['incomplete', `${lacking.join('')}Authorization=${value}`];
}

/** When the request was signed, in AWS's basic format; a `Date` of HTTP is put into it. */
function signingDate(request: WireRequest): string | undefined {
  const basic = header(request, 'x-amz-date');
  if (basic !== '') return basic;
  const plain = header(request, 'date');
  const parsed = Date.parse(plain);
  if (plain === '') return undefined;
  return Number.isNaN(parsed) ? plain : new Date(parsed).toISOString().replace(/[-:]|\.\d+/g, '');
}

function badDate(date: string): Problem | undefined {
  if (/^\d{8}T\d{6}Z$/.test(date)) return undefined;
  const what = `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`;
  return ['incomplete', what];
}

function badHeaders(signedHeaders: string): Problem | undefined {
  const names = signedHeaders.toLowerCase().split(';');
  if (names.includes('host') || names.includes(':authority')) return undefined;
  return ['mismatch', "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."];
}

function badAlgorithm(algorithm: string): Problem | undefined {
  return algorithm === ALGORITHM ? undefined : ['incomplete', `Unsupported AWS 'algorithm': '${algorithm}'.`];
}

function badCredential(credential: string, date: string, service: string): Problem | undefined {
  const elements = credential.split('/');
  if (elements.length !== 5) {
    const what = 'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got';
    return ['incomplete', `${what} '${credential}'`];
  }
  const [, day = '', , signedFor, terminator = ''] = elements;
  const problems: string[] = [];
  if (signedFor !== service) problems.push(`Credential should be scoped to correct service: '${service}'. `);
  if (terminator !== 'aws4_request') {
    problems.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `);
  }
  if (day !== date.slice(0, 8)) {
    const expected = date.slice(0, 8);
    const what = 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:';
    problems.push(`${what} '${day}' != '${expected}', from '${date}'.`);
  }
  return problems.length === 0 ? undefined : ['mismatch', problems.join('')];
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return [text.slice(0, index), text.slice(index + 1)];
}
