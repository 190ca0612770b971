import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MARK = 'UNKNOWN:';
/** Says that the words of a refusal are not known. */
const ABOUT_WORDS = /\b(?:words|texts?)\b/;

/** A place where AWS's behaviour is not known, and the simulator has chosen one. */
export interface Unknown {
  /** Below `src/simulator`. */
  readonly file: string;
  /** The function, type or constant that it is about. */
  readonly name: string;
  /** What is not known, and often what was chosen. */
  readonly text: string;
}

/** Every `UNKNOWN:` in the comments of the TypeScript files below `root`, tests excepted, by file and place. */
export function findUnknowns(root: string): Unknown[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return files.sort().flatMap((file) => unknownsIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The same for the text of one file. */
export function unknownsIn(file: string, source: string): Unknown[] {
  return commentsOf(source).flatMap(({ text, before, after }) =>
    paragraphsOf(text).flatMap((paragraph) =>
      readings(paragraph).map((reading) => ({
        file,
        name: nameOf(before, after),
        text: ABOUT_WORDS.test(reading) ? withWords(reading, after) : reading,
      })),
    ),
  );
}

interface Comment {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

function commentsOf(source: string): Comment[] {
  const blocks = source.matchAll(/^[^\S\n]*(?:\/\*[\s\S]*?\*\/|\/\/[^\n]*(?:\n[^\S\n]*\/\/[^\n]*)*)/gm);
  return [...blocks].map((match) => ({
    text: match[0]
      .split('\n')
      .map((line) =>
        line
          .replace(/^\s*(?:\/\*\*?|\*\/|\*|\/\/)/, '')
          .replace(/\*\/\s*$/, '')
          .trim(),
      )
      .join('\n'),
    before: source.slice(0, match.index),
    after: source.slice(match.index + match[0].length),
  }));
}

/** What stands between blank lines, each tag (`@throws`) by itself. */
function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n|\n(?=@)/).map((paragraph) => paragraph.replaceAll('\n', ' ').trim());
}

/** From the sentence of a mark to the next one of them, or the end. */
function readings(paragraph: string): string[] {
  const sentences = paragraph.split(/(?<=\.)\s+(?=[A-Z@])/);
  const parts: string[] = [];
  for (const sentence of sentences) {
    if (sentence.includes(MARK)) parts.push(sentence);
    else if (parts.length > 0) parts.push(`${parts.pop()} ${sentence}`);
  }
  return parts.map((part) => part.replace(/^@\w+\s+/, '').replace(new RegExp(`^${MARK}\\s*`), ''));
}

/** What the comment stands before, or is inside of. */
function nameOf(before: string, after: string): string {
  const declaration = /^\s*(?:export )?(?:async )?(?:function|const|interface|type|class) (\w+)/;
  const enclosing = /^(?:export )?(?:async )?(?:function|const|interface|type|class) (\w+)/gm;
  return declaration.exec(after)?.[1] ?? [...before.matchAll(enclosing)].at(-1)?.[1] ?? '';
}

/** The reading with the first words in the code that follows: those that were chosen. */
function withWords(reading: string, after: string): string {
  const next = after.split('\n').slice(0, 10).join('\n');
  const texts = [...next.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`\n]*)`/g)].map(
    (match) => match[1] ?? match[2] ?? match[3],
  );
  const words = texts.find((text) => text !== undefined && /\w \w/.test(text));
  return words === undefined ? reading : `${reading.replace(/[.:]$/, '')}: “${words}”`;
}
