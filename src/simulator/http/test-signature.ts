/** For tests: headers of a request that was signed in the name of nobody, for a service by its signing name. */
export function signatureHeaders(signingName = 'ecs'): Record<string, string> {
  return {
    'x-amz-date': '20260916T183824Z',
    authorization:
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260916/us-east-1/${signingName}/aws4_request, ` +
      `SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
  };
}
