import { readFileSync } from 'node:fs';

/** A recorded call, as `recorded/README.md` describes it. */
export interface RecordedCase {
  readonly id: string;
  readonly evidence: 'recorded' | 'recorded-older' | 'documented' | 'reported';
  readonly service: string;
  readonly operation: string;
  readonly given: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: RecordedError;
  readonly asserts: readonly string[];
  readonly volatile: readonly string[];
}

export interface RecordedError {
  readonly code?: string;
  readonly message?: string;
  readonly httpStatus?: number;
  readonly messageKey?: 'message' | 'Message';
  readonly resourceIds?: readonly string[];
}

/** All recorded calls, in the order of the files. Recorded events (`events.jsonl`) are no calls and not among them. */
export function loadCases(): RecordedCase[] {
  return ['ecs.jsonl', 'application-autoscaling.jsonl'].flatMap((file) => {
    const text = readFileSync(new URL(`recorded/${file}`, import.meta.url), 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as RecordedCase);
  });
}
