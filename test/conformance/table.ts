import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { loadCases } from './cases.ts';
import { referencePages } from './reference-pages.ts';
import { runCase } from './run-case.ts';
import type { Outcome } from './run-case.ts';

/**
 * `npm run conformance [part of an id or operation…]`: runs the recorded cases and prints a table by operation. When all
 * ran and none failed, it writes the reference pages that tell so.
 */
async function main(filters: readonly string[]): Promise<number> {
  const wanted = loadCases().filter(({ id, operation }) =>
    filters.every((filter) => id.includes(filter) || operation === filter),
  );
  const rows = new Map<string, Outcome['kind'][]>();
  let failures = 0;
  for (const recorded of wanted) {
    const outcome = await runCase(recorded);
    const row = `${recorded.service} ${recorded.operation}`;
    rows.set(row, [...(rows.get(row) ?? []), outcome.kind]);
    failures += report(recorded.id, outcome);
  }
  printTable(rows);
  if (failures === 0 && filters.length === 0) writeReferencePages();
  return failures === 0 ? 0 : 1;
}

function writeReferencePages(): void {
  for (const [path, content] of referencePages()) {
    writeFileSync(new URL(`../../${path}`, import.meta.url), content);
  }
}

/** Prints what went wrong; gives the number of failures, 0 or 1. */
function report(id: string, outcome: Outcome): number {
  if (outcome.kind === 'unprepared') process.stdout.write(`no set-up: ${id}\n`);
  if (outcome.kind === 'failed') process.stdout.write(`failed: ${id}\n  ${outcome.problems.join('\n  ')}\n`);
  return outcome.kind === 'failed' || outcome.kind === 'unprepared' ? 1 : 0;
}

function printTable(rows: ReadonlyMap<string, readonly Outcome['kind'][]>): void {
  const kinds = ['passed', 'failed', 'unprepared', 'listed', 'not simulated'] as const;
  const print = (cells: readonly (string | number)[]): void => {
    const [name = '', ...numbers] = cells;
    process.stdout.write(`${String(name).padEnd(58)}${numbers.map((cell) => String(cell).padStart(15)).join('')}\n`);
  };
  const count = (outcomes: readonly Outcome['kind'][]): number[] =>
    kinds.map((kind) => outcomes.filter((outcome) => outcome === kind).length);
  print(['', ...kinds]);
  for (const [name, outcomes] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) print([name, ...count(outcomes)]);
  print(['total', ...count([...rows.values()].flat())]);
}

process.exitCode = await main(process.argv.slice(2));
