import { defaultText, flagOf, variableOf, type OptionTable } from './table.ts';

/** The settings of a sub-command as a Markdown table, for the documentation. */
export function optionsReference(table: OptionTable, prefix: string): string {
  const rows = Object.entries(table).map(([name, option]) => {
    const fallback = defaultText(option);
    return [
      `\`${flagOf(name)}\``,
      `\`${variableOf(prefix, name)}\``,
      `\`${name}\``,
      fallback === undefined ? '' : `\`${fallback}\``,
      `${option.description}. Allowed: ${option.kind.allowed}.`,
    ];
  });
  const header = ['Flag', 'Environment variable', 'Key in the file', 'Default', 'Meaning'];
  return [header, header.map(() => '---'), ...rows].map(line).join('');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}
