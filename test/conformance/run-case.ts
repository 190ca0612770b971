import { registry } from '../../src/simulator/registry.ts';
import type { ServiceName } from '../../src/simulator/operation.ts';
import type { RecordedCase, RecordedError } from './cases.ts';
import { differences, textMatches } from './compare.ts';
import type { CompareRules } from './compare.ts';
import { notApplicable } from './not-applicable.ts';
import type { CaseSetup, Names } from './setup.ts';
import { setups } from './setups/all.ts';
import { startTestBed } from './test-bed.ts';
import type { TestBed, WireResult } from './test-bed.ts';

/** What became of a case. `unprepared`: nobody has written its set-up, which is a failure. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly problems: readonly string[] }
  | { readonly kind: 'unprepared' }
  | { readonly kind: 'listed'; readonly reason: string }
  | { readonly kind: 'not simulated' };

/** What can be said of a case without running it; undefined when it has to run. */
export function outcomeWithoutRun(recorded: RecordedCase): Outcome | undefined {
  const reason = notApplicable[recorded.id];
  if (reason !== undefined) return { kind: 'listed', reason };
  if (recorded.id in setups) return undefined;
  return isSimulated(recorded) ? { kind: 'unprepared' } : { kind: 'not simulated' };
}

/** Runs a case against a simulator of its own. */
export async function runCase(recorded: RecordedCase): Promise<Outcome> {
  const known = outcomeWithoutRun(recorded);
  if (known !== undefined) return known;
  const bed = await startTestBed();
  try {
    const problems = await judge(bed, recorded, setups[recorded.id] ?? {});
    return problems.length === 0 ? { kind: 'passed' } : { kind: 'failed', problems };
  } catch (error) {
    return { kind: 'failed', problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  } finally {
    await bed.stop();
  }
}

function isSimulated({ service, operation }: RecordedCase): boolean {
  if (!(service in registry)) return false;
  const { operations } = registry[service as ServiceName];
  return operation.split(/, | or /).every((name) => Object.hasOwn(operations, name));
}

async function judge(bed: TestBed, recorded: RecordedCase, setup: CaseSetup): Promise<string[]> {
  const names: Names = new Map();
  await setup.prepare?.(bed, names);
  if (setup.run !== undefined) {
    await setup.run(bed, recorded, names);
    return [];
  }
  const inputs = (Array.isArray(recorded.input) ? recorded.input : [recorded.input]) as unknown[];
  const answers: WireResult[] = [];
  for (const [index, input] of inputs.entries()) {
    const operation = setup.operations?.[index] ?? recorded.operation;
    answers.push(await bed.send(operation, fillIn(input, names), recorded.service as ServiceName));
  }
  const problems = compareAnswers(recorded, setup, answers, names);
  if (problems.length === 0) await setup.check?.(answers, bed, names);
  return problems;
}

function compareAnswers(
  recorded: RecordedCase,
  setup: CaseSetup,
  answers: readonly WireResult[],
  names: Names,
): string[] {
  const rules = rulesOf(recorded, setup);
  const expected = (Array.isArray(recorded.output) ? recorded.output : [recorded.output]) as unknown[];
  return answers.flatMap((answer, index) => {
    const output = fillIn(expected[index], names);
    const error = index === 0 && recorded.error ? recorded.error : errorIn(output);
    if (error !== undefined) return compareError(error, answer, names);
    if (answer.status !== 200) return [`answered ${answer.status} ${JSON.stringify(answer.body)}`];
    return differences(output, answer.body, rules);
  });
}

function compareError(expected: RecordedError, answer: WireResult, names: Names): string[] {
  const problems: string[] = [];
  const expect = (what: string, wanted: unknown, found: unknown): void => {
    const same = typeof wanted === 'string' ? textMatches(wanted, found ?? '') || wanted === found : wanted === found;
    if (!same) problems.push(`${what}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`);
  };
  const { body } = answer;
  expect('status', expected.httpStatus ?? 400, answer.status);
  if (expected.code !== undefined) expect('code', expected.code, body['__type']);
  const message = body[expected.messageKey ?? 'message'] ?? body['Message'];
  if (expected.message === '') expect('message', '', message ?? '');
  else if (expected.message !== undefined) expect('message', fillIn(expected.message, names), message);
  if (expected.messageKey !== undefined) expect('has the message under', true, expected.messageKey in body);
  if (expected.resourceIds !== undefined) {
    problems.push(...differences(expected.resourceIds, body['resourceIds'], noRules));
  }
  return problems;
}

const noRules: CompareRules = { volatile: [], ordered: [], ignore: [], partial: [] };

function rulesOf(recorded: RecordedCase, setup: CaseSetup): CompareRules {
  return {
    // `$..rolloutStateReason (id inside)`: the path is what stands before the blank; ids are masked anyway.
    volatile: recorded.volatile.filter((path) => path.startsWith('$') && !path.includes(' ')),
    ordered: setup.ordered ?? [],
    ignore: Object.keys(setup.ignore ?? {}),
    partial: setup.partial ?? [],
  };
}

function errorIn(output: unknown): RecordedError | undefined {
  if (typeof output !== 'object' || output === null || !('error' in output)) return undefined;
  return output.error as RecordedError;
}

/** The value with the placeholders replaced that the set-up has named. */
function fillIn<T>(value: T, names: Names): T {
  if (value === undefined) return value;
  let text = JSON.stringify(value);
  for (const [placeholder, name] of names) text = text.replaceAll(placeholder, name);
  return JSON.parse(text) as T;
}
