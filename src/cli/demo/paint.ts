import { styleText } from 'node:util';

/** What a piece of text wants to say by its colour. */
export type Tone = 'good' | 'bad' | 'quiet' | 'strong' | 'kubernetes' | 'ecs';

const styles = {
  good: 'green',
  bad: 'red',
  quiet: 'gray',
  strong: 'bold',
  kubernetes: 'blueBright',
  ecs: 'yellow',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

/** The text in the colour of its tone; as it is without a tone, or where colours are not wanted. */
export function paint(text: string, tone: Tone | undefined, colours: boolean): string {
  return !colours || tone === undefined ? text : styleText(styles[tone], text, { validateStream: false });
}
