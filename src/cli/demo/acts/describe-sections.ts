/**
 * The named sections of what `kubectl describe` writes, wherever they are nested: the line with the name and the lines
 * that are indented deeper. Long values (hashes, ARNs) stay as they are.
 */
export function selectSections(description: string, names: readonly string[]): string {
  const shown: string[] = [];
  let depth = -1;
  for (const line of description.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (depth >= 0 && (line === '' || indent > depth)) {
      shown.push(line);
      continue;
    }
    const starts = names.some((name) => line.trim() === `${name}:`);
    depth = starts ? indent : -1;
    if (starts) shown.push(line);
  }
  return shown.join('\n');
}
