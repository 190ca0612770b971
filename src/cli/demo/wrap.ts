const narrowest = 20;

/** The words of `text` in lines of at most `width` columns; a word longer than that gets a line of its own. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(narrowest, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= most || line === '') {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
