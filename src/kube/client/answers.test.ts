import { describe, expect, it } from '@jest/globals';
import {
  ApiError,
  ForbiddenError,
  GoneError,
  InvalidError,
  TooManyRequestsError,
  UnauthorizedError,
} from '../errors.ts';
import { ConflictError, NotFoundError } from '../port.ts';
import { errorOfAnswer } from './answers.ts';

const status = (code: number): string => JSON.stringify({ kind: 'Status', code, reason: 'Why', message: 'because' });

describe('errorOfAnswer', () => {
  it.each([
    [401, UnauthorizedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [409, ConflictError],
    [410, GoneError],
    [422, InvalidError],
    [429, TooManyRequestsError],
    [400, ApiError],
    [500, ApiError],
  ])('%d', (code, type) => {
    const error = errorOfAnswer(code, status(code));
    expect(error).toBeInstanceOf(type);
    expect(error.message).toBe('because');
    expect(error.name).toBe(type.name);
  });

  it.each([
    ['the header', status(429), '7', 7_000],
    ['the Status', JSON.stringify({ kind: 'Status', details: { retryAfterSeconds: 2 } }), undefined, 2_000],
    ['nobody', status(429), undefined, undefined],
    ['a date, which the API server never sends', status(429), 'Wed, 21 Oct 2026', undefined],
  ])('reads when to come back from %s', (_what, body, header, expected) => {
    expect(errorOfAnswer(429, body, header)).toMatchObject({ retryAfterMs: expected });
  });

  it('quotes a foreign answer, shortened to one line', () => {
    const error = errorOfAnswer(502, `<html>\n  <h1>Bad   Gateway</h1>${'x'.repeat(1_000)}`);
    expect(error.message).toMatch(/^the API server answered 502: <html> <h1>Bad Gateway<\/h1>x+$/);
    expect(error.message.length).toBeLessThan(250);
    expect(errorOfAnswer(503, '').message).toBe('the API server answered 503');
  });
});
