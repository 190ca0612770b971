import { AwsFault } from '../operation.ts';
import { header } from './wire.ts';
import type { WireRequest } from './wire.ts';

const PARTS = ['Credential', 'Signature', 'SignedHeaders'];

/**
 * Refuses an `Authorization` header that is no whole SigV4 one. Signatures are not checked, and a request without the
 * header is taken: `curl` is a client too. AWS would answer that one with MissingAuthenticationTokenException.
 *
 * @throws AwsFault IncompleteSignatureException, in the words of AWS's documentation of common errors
 */
export function checkAuthorization(request: WireRequest): void {
  const value = header(request, 'authorization');
  if (value === '') return;
  const missing = PARTS.filter((part) => !value.includes(`${part}=`));
  if (!value.startsWith('AWS4-HMAC-SHA256 ')) {
    throw new AwsFault(
      'IncompleteSignatureException',
      `Unsupported AWS 'algorithm': '${value.split(' ', 1)[0] ?? ''}'.`,
    );
  }
  if (missing.length === 0) return;
  const needs = missing.map((part) => `Authorization header requires '${part}' parameter.`).join(' ');
  throw new AwsFault('IncompleteSignatureException', `${needs} Authorization=${value}`);
}
