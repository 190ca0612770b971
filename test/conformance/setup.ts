import type { Json } from '../../src/simulator/operation.ts';
import type { RecordedCase } from './cases.ts';
import type { TestBed, WireResult } from './test-bed.ts';

/** How one recorded case is brought about and judged, beyond what the runner does for every case. */
export interface CaseSetup {
  /** Brings the fresh simulator into the state that the case's `given` describes. */
  readonly prepare?: (bed: TestBed, names: Names) => Promise<unknown>;
  /** Where `input` is a list of different calls: the operation of each. */
  readonly operations?: readonly string[];
  /** Paths whose lists are compared in order, beside those that the recordings' README names: `$.a[*].b` or `$..b`. */
  readonly ordered?: readonly string[];
  /** Paths that are not compared at all, each with the reason why. */
  readonly ignore?: Readonly<Record<string, string>>;
  /** Paths of objects that may have more members than the recording, though it looks complete. */
  readonly partial?: readonly string[];
  /** What the case's `asserts` demand beyond the comparison; throws when it does not hold. */
  readonly check?: (answers: readonly WireResult[], bed: TestBed, names: Names) => void | Promise<void>;
  /** Replaces sending and comparing: for cases that sum up many answers. Throws when the case does not hold. */
  readonly run?: (bed: TestBed, recorded: RecordedCase, names: Names) => Promise<void>;
}

/** What stands for placeholders such as `<task>` in a case's input; set by `prepare`. */
export type Names = Map<string, string>;

/** Set-ups by case id. */
export type CaseSetups = Readonly<Record<string, CaseSetup>>;

/** A member of an answer, by path: `at(answer.body, 'service', 'deployments', 0, 'id')`. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);
}
