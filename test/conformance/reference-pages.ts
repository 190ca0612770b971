import { fileURLToPath } from 'node:url';
import { loadCases } from './cases.ts';
import type { RecordedCase } from './cases.ts';
import { outcomeWithoutRun } from './run-case.ts';
import type { Outcome } from './run-case.ts';
import { findUnknowns } from './unknowns.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NOTE = '<!-- Written by `npm run conformance`; do not edit. -->';

/** The pages of the documentation that say how true the simulator is, by path from the checkout's root. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/reference/simulator-conformance.md', conformancePage(loadCases())],
    ['docs/reference/simulator-unknowns.md', unknownsPage()],
  ]);
}

/**
 * What became of each operation's recorded cases. A case that runs is counted as passed: the suite that checks these
 * pages fails when one does not.
 */
function conformancePage(cases: readonly RecordedCase[]): string {
  const outcomes = cases.map((recorded): [RecordedCase, Outcome] => [
    recorded,
    outcomeWithoutRun(recorded) ?? { kind: 'passed' },
  ]);
  const passed = outcomes.filter(([, { kind }]) => kind === 'passed').length;
  return [
    '# Recorded answers of AWS that the simulator gives',
    NOTE,
    `${passed} of ${cases.length} cases pass. A case that does not run stands below with its reason.`,
    table(outcomes),
    '## Cases that do not run',
    outcomes.flatMap(([{ id }, outcome]) => excuse(id, outcome)).join('\n'),
    '',
  ].join('\n\n');
}

function table(outcomes: readonly (readonly [RecordedCase, Outcome])[]): string {
  const rows = Map.groupBy(outcomes, ([{ service, operation }]) => `${service} | ${operation}`);
  const count = (row: readonly (readonly [RecordedCase, Outcome])[], kind: Outcome['kind']): number =>
    row.filter(([, outcome]) => outcome.kind === kind).length;
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, row]) => {
      const numbers = [count(row, 'passed'), count(row, 'listed'), count(row, 'not simulated')];
      return `| ${name} | ${numbers.join(' | ')} |`;
    });
  return [
    '| service | operation | passed | cannot run | not simulated |',
    '| --- | --- | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function excuse(id: string, outcome: Outcome): string[] {
  if (outcome.kind === 'listed') return [`- \`${id}\`: ${outcome.reason}`];
  return outcome.kind === 'not simulated' ? [`- \`${id}\`: the operation is not simulated`] : [];
}

function unknownsPage(): string {
  const unknowns = findUnknowns(`${root}/src/simulator`);
  const files = [...Map.groupBy(unknowns, ({ file }) => file)].map(([file, found]) =>
    [
      `## [${file}](../../src/simulator/${file})`,
      found.map(({ name, text }) => `- \`${name}\`: ${escape(text)}`).join('\n'),
    ].join('\n\n'),
  );
  return [
    '# What is not known of AWS',
    NOTE,
    `Nobody who wrote the simulator knew these ${unknowns.length} things of AWS. It takes the reading that is hardest for a
client, and says so in its source. A recorded answer that settles one is welcome.`,
    ...files,
    '',
  ].join('\n\n');
}

/** Words of code as Markdown shows them. */
function escape(text: string): string {
  return text.replace(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;')).replaceAll('*', '\\*');
}
