import { describe, expect, it } from '@jest/globals';
import { AwsFault } from '../operation.ts';
import { checkAuthorization } from './authorization.ts';
import { signatureHeaders } from './test-signature.ts';

const date = '20260916T183824Z';
const whole = `AWS4-HMAC-SHA256 Credential=AKID/20260916/us-east-1/ecs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`;

function refusal(headers: Record<string, string>, protocol: 'json' | 'query' = 'json'): string {
  try {
    checkAuthorization({ method: 'POST', path: '/', headers, body: '' }, 'ecs', protocol);
    return 'taken';
  } catch (error) {
    if (error instanceof AwsFault) return `${error.status} ${error.code}: ${error.message}`;
    throw error;
  }
}

describe('checkAuthorization', () => {
  it.each([
    ['any key and signature', signatureHeaders()],
    ['any Region', { authorization: whole.replace('us-east-1', 'eu-central-1'), 'x-amz-date': date }],
    ['no blanks between the parts', { authorization: whole.replaceAll(', ', ','), 'x-amz-date': date }],
    ['the date of HTTP', { authorization: whole, date: 'Wed, 16 Sep 2026 18:38:24 GMT' }],
    ['a header list with :authority', { authorization: whole.replace('host', ':authority'), 'x-amz-date': date }],
  ])('takes %s', (_what, headers) => {
    expect(refusal(headers)).toBe('taken');
  });

  it('knows the names that other services are signed for', () => {
    const request = { method: 'POST', path: '/', headers: signatureHeaders('monitoring'), body: '' };
    expect(() => checkAuthorization(request, 'cloudwatch', 'json')).not.toThrow();
  });

  it.each([
    ['', '400 MissingAuthenticationTokenException: Missing Authentication Token'],
    ['Bearer abc', /^400 IncompleteSignatureException: 'abc' not a valid key=value pair \(missing equal-sign\)/],
    [
      'AWS4-HMAC-SHA256 Credential=a',
      "400 IncompleteSignatureException: Authorization header requires 'Signature' parameter. Authorization header " +
        "requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 Credential=a",
    ],
    [
      whole.replace('host;', ''),
      "400 InvalidSignatureException: 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [whole.replace('SHA256', 'MD5'), "400 IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS4-HMAC-MD5'."],
    [
      whole.replace('/aws4_request', ''),
      /^400 IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements.* got 'AKID\/20260916\/us-east-1\/ecs'$/,
    ],
    [
      whole.replace('/ecs/aws4_request', '/s3/aws3'),
      "400 InvalidSignatureException: Credential should be scoped to correct service: 'ecs'. Credential should be " +
        "scoped with a valid terminator: 'aws4_request', not 'aws3'. ",
    ],
    [whole.replace('20260916', '20260915'), /^400 InvalidSignatureException: Date in Credential scope does not match/],
  ])('refuses %j', (authorization, words) => {
    expect(refusal({ authorization, 'x-amz-date': date })).toEqual(
      typeof words === 'string' ? words : expect.stringMatching(words),
    );
  });

  it.each([
    [{}, /existence of either a 'X-Amz-Date' or a 'Date' header\. Authorization=/],
    [{ 'x-amz-date': '2026-09-16' }, /Date must be in ISO-8601 'basic format'\. Got '2026-09-16'\./],
    [{ date: 'yesterday' }, /Got 'yesterday'/],
  ])('refuses a request that was signed at %j', (headers, words) => {
    expect(refusal({ authorization: whole, ...headers })).toMatch(words);
  });

  it('speaks as the query protocol does where that is spoken', () => {
    expect(refusal({}, 'query')).toMatch(/^403 MissingAuthenticationToken: /);
    expect(refusal({ authorization: 'AWS4-HMAC-SHA256 Credential=a' }, 'query')).toMatch(/^400 IncompleteSignature: /);
    const elsewhere = whole.replace('/ecs/', '/s3/');
    expect(refusal({ authorization: elsewhere, 'x-amz-date': date }, 'query')).toMatch(/^403 SignatureDoesNotMatch: /);
  });
});
