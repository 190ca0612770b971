/** One result, as printed. The first column names the rows. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** How to read it, and what the limits are computed from. */
  readonly notes?: readonly string[];
}

/** Plain text with aligned columns: names to the left, numbers to the right. */
export function renderTable({ title, columns, rows, notes = [] }: Table): string {
  const lines = [columns, ...rows].map((cells) => cells.map(String));
  const widths = columns.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const render = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = lines;
  const rule = '-'.repeat(render(head).length);
  return [`\n${title}`, rule, render(head), rule, ...body.map(render), ...notes.map((note) => `  ${note}`), ''].join(
    '\n',
  );
}
