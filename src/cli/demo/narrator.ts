import { paint, type Tone } from './paint.ts';
import { wrap } from './wrap.ts';

/** Who did what a line tells: the user at the keyboard, Kubernetes, ECS, or the demo itself. */
export type Actor = 'you' | 'kubernetes' | 'ecs' | 'demo';

/** One thing that happened. */
export interface StoryLine {
  readonly actor: Actor;
  readonly text: string;
  readonly tone?: Tone;
}

export interface NarratorOptions {
  readonly write: (text: string) => void;
  /** Milliseconds, from anywhere; the first reading is the beginning of the story. */
  readonly now: () => number;
  /** Only a terminal gets colours. */
  readonly colours: boolean;
  /** Columns of the terminal: longer lines are wrapped under their own beginning. Absent or too few: a line per event. */
  readonly columns?: number | undefined;
}

const actorColours: Readonly<Record<Actor, Tone>> = {
  you: 'strong',
  kubernetes: 'kubernetes',
  ecs: 'ecs',
  demo: 'quiet',
};
const timeWidth = 7;
const actorWidth = 12;
const indent = timeWidth + 2 + actorWidth;
/** Below this the terminal itself breaks lines better than we do; some tell 0 when they do not know. */
const narrowest = 60;

/** Tells the story: a line per event, with the seconds since the beginning and who did it. */
export class Narrator {
  readonly #options: NarratorOptions;
  readonly #begun: number;
  #lastTold: number;

  constructor(options: NarratorOptions) {
    const { columns = 0 } = options;
    this.#options = { ...options, columns: columns < narrowest ? undefined : columns };
    this.#begun = options.now();
    this.#lastTold = this.#begun;
  }

  /** Milliseconds since the beginning. */
  get elapsedMs(): number {
    return this.#options.now() - this.#begun;
  }

  /** Milliseconds since something was told. */
  get silentMs(): number {
    return this.#options.now() - this.#lastTold;
  }

  tell({ actor, text, tone }: StoryLine): void {
    this.#lastTold = this.#options.now();
    const { colours, columns } = this.#options;
    const [first = '', ...rest] = columns === undefined ? [text] : wrap(text, columns - indent);
    const time = seconds(this.elapsedMs).padStart(timeWidth);
    const name = paint(actor.padEnd(actorWidth), actorColours[actor], colours);
    this.#line(`${paint(time, 'quiet', colours)}  ${name}${paint(first, tone, colours)}`);
    for (const line of rest) this.#line(`${' '.repeat(indent)}${paint(line, tone, colours)}`);
  }

  /** A heading, with an empty line before it. */
  heading(text: string): void {
    this.#line('');
    this.#line(paint(text, 'strong', this.#options.colours));
  }

  /** Lines as they are, such as the output of a command; indented under the story. */
  quote(text: string): void {
    const { columns } = this.#options;
    const margin = ' '.repeat(timeWidth + 2);
    for (const line of text.trimEnd().split('\n')) {
      const content = line.trimStart();
      const own = line.slice(0, line.length - content.length);
      const parts = columns === undefined ? [content] : wrap(content, columns - margin.length - own.length - 2);
      parts.forEach((part, nth) => this.#line(`${margin}${own}${nth === 0 ? '' : '  '}${part}`));
    }
  }

  /** Lines to copy: at the margin and never wrapped. */
  verbatim(lines: readonly string[]): void {
    for (const line of lines) this.#line(line);
  }

  #line(text: string): void {
    this.#options.write(`${text.trimEnd()}\n`);
  }
}

/** `12.3s` */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)}s`;
}
