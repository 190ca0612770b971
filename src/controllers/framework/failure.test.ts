import { describe, expect, it } from '@jest/globals';
import { Reason } from '../../api/reasons.ts';
import { AwsError } from '../../aws/errors.ts';
import type { AwsErrorClass } from '../../aws/errors.ts';
import { backsOff, verdictOfFailure } from './failure.ts';
import { PATIENCE_MS, STALLED_RETRY_MS } from './verdict.ts';

function failure(kind: AwsErrorClass): AwsError {
  const facts = { code: 'SomeException', message: 'AWS said no', requestId: undefined, httpStatus: 400 };
  return new AwsError({ class: kind }, 'CreateService', facts, undefined);
}

describe('verdictOfFailure', () => {
  const soon: [AwsErrorClass, object | undefined][] = [
    ['throttle', undefined],
    ['transient', undefined],
    ['dependency', { kind: 'waiting', reason: Reason.DependencyNotReady }],
    ['notFound', { kind: 'waiting', reason: Reason.DependencyNotReady }],
    ['accessDenied', { kind: 'waiting', reason: Reason.AccessDenied }],
    ['selfHealing', { kind: 'waiting', reason: Reason.DependencyNotReady }],
    ['conflict', { kind: 'stalled', reason: Reason.Conflict, againMs: STALLED_RETRY_MS }],
    ['terminal', { kind: 'stalled', reason: Reason.InvalidSpec, againMs: STALLED_RETRY_MS }],
  ];
  it.each(soon)('%s, at first', (kind, expected) => {
    const verdict = verdictOfFailure(failure(kind), 0);
    if (expected === undefined) expect(verdict).toBeUndefined();
    else expect(verdict).toMatchObject(expected);
  });

  const late: [AwsErrorClass, object][] = [
    ['throttle', { kind: 'waiting', reason: Reason.ProgressingWithRetry }],
    ['transient', { kind: 'waiting', reason: Reason.ProgressingWithRetry }],
    ['dependency', { kind: 'waiting', reason: Reason.DependencyNotReady }],
    ['accessDenied', { kind: 'stalled', reason: Reason.AccessDenied, againMs: PATIENCE_MS }],
    ['selfHealing', { kind: 'stalled', reason: Reason.DependencyNotReady, againMs: PATIENCE_MS }],
  ];
  it.each(late)('%s, after five minutes', (kind, expected) => {
    expect(verdictOfFailure(failure(kind), PATIENCE_MS)).toMatchObject(expected);
  });

  it('tells a missing permission from credentials that are no good', () => {
    const denied = (code: string) => {
      const facts = { code, message: 'no', requestId: undefined, httpStatus: 400 };
      return verdictOfFailure(new AwsError({ class: 'accessDenied' }, 'CreateService', facts, undefined), 0);
    };
    expect(denied('AccessDeniedException')).toMatchObject({ message: expect.stringContaining("operator's role") });
    expect(denied('ExpiredTokenException')).toMatchObject({ message: expect.stringContaining('credentials') });
  });

  it("tells the operation, AWS's code and AWS's words", () => {
    expect(verdictOfFailure(failure('terminal'), 0)).toMatchObject({
      message: 'CreateService: SomeException: AWS said no. Correct the spec.',
    });
  });

  it('treats a defect of our own as something to retry, and tells it after five minutes', () => {
    expect(verdictOfFailure(new TypeError('x is undefined'), 0)).toBeUndefined();
    expect(verdictOfFailure(new TypeError('x is undefined'), PATIENCE_MS)).toMatchObject({ message: 'x is undefined' });
    expect(backsOff(new TypeError())).toBe(true);
  });

  it.each([
    ['throttle', true],
    ['transient', true],
    ['dependency', false],
    ['terminal', false],
  ] as const)('%s backs off: %s', (kind, expected) => {
    expect(backsOff(failure(kind))).toBe(expected);
  });
});
