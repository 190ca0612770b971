import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { ratio } from './numbers.ts';
import type { Section } from './section.ts';
import type { Table } from './table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Our own limit: `kubectl apply` keeps the whole object in an annotation of at most 256 KiB. */
const CRD_LIMIT = 200_000;

export const crdSizes: Section = {
  what: 'CustomResourceDefinitions as compact JSON',
  needsControlPlane: false,
  measure: async () => [crdTable()],
};

export const lines: Section = {
  what: 'lines of source and tests',
  needsControlPlane: false,
  measure: async () => [lineTable()],
};

function crdTable(): Table {
  const rows = readdirSync(join(ROOT, 'crds')).map((file) => {
    const bytes = JSON.stringify(parse(readFileSync(join(ROOT, 'crds', file), 'utf8'))).length;
    return [file, bytes, CRD_LIMIT, ratio(bytes, CRD_LIMIT)];
  });
  return { title: 'CustomResourceDefinitions, bytes of compact JSON', columns: ['', 'bytes', 'limit', 'ratio'], rows };
}

/** By area: the folders of src, and what is under test. */
function lineTable(): Table {
  const counts = new Map<string, { source: number; tests: number; generated: number; files: number }>();
  for (const file of trackedFiles()) {
    const area = file.startsWith('src/') ? file.split('/').slice(0, 2).join('/').replace(/\.ts$/, '') : 'test';
    const count = counts.get(area) ?? { source: 0, tests: 0, generated: 0, files: 0 };
    count[kindOf(file)] += readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
    count.files += 1;
    counts.set(area, count);
  }
  const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([area, count]) => toRow(area, count));
  const sum = (member: 'source' | 'tests' | 'generated' | 'files'): number =>
    [...counts.values()].reduce((total, count) => total + count[member], 0);
  const total = { source: sum('source'), tests: sum('tests'), generated: sum('generated'), files: sum('files') };
  return {
    title: 'Lines of TypeScript that git knows',
    columns: ['', 'files', 'source', 'generated', 'tests', 'tests : source'],
    rows: [...rows, toRow('total', total)],
  };
}

function toRow(
  area: string,
  { files, source, tests, generated }: { source: number; tests: number; generated: number; files: number },
): (string | number)[] {
  return [area, files, source, generated, tests, ratio(tests, source)];
}

function kindOf(file: string): 'source' | 'tests' | 'generated' {
  if (file.startsWith('src/api/generated/')) return 'generated';
  return file.startsWith('test/') || file.endsWith('.test.ts') ? 'tests' : 'source';
}

function trackedFiles(): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '--', 'src', 'test'], { cwd: ROOT, encoding: 'utf8' });
  return stdout.split('\n').filter((file) => file.endsWith('.ts'));
}
