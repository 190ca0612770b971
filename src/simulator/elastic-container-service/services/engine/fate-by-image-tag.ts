/** What becomes of a container, decided by the tag of its image (docs/simulator.md). */
export type Fate = 'healthy' | 'crash' | 'out-of-memory' | 'exit' | 'unhealthy' | 'unhealthy-later' | 'cannot-pull';

const TAGS: readonly (readonly [RegExp, Fate])[] = [
  [/cannot-pull/, 'cannot-pull'],
  [/unhealthy-later/, 'unhealthy-later'],
  [/unhealthy/, 'unhealthy'],
  [/out-of-memory/, 'out-of-memory'],
  [/crash/, 'crash'],
  [/exit-\d/, 'exit'],
];

/** Among the containers of a task the first of these that one of them has decides. */
export const FATES_BY_WEIGHT: readonly Fate[] = [
  'cannot-pull',
  'crash',
  'out-of-memory',
  'exit',
  'unhealthy',
  'unhealthy-later',
];

/** The tag of an image reference; `latest` when it names none. A digest is not a tag. */
export function tagOf(image: string): string {
  const name = image.split('@')[0] ?? '';
  const last = name.slice(name.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon === -1 ? 'latest' : last.slice(colon + 1);
}

/** What the tag of an image says; every other image works. */
export function fateOf(image: string): Fate {
  const tag = tagOf(image);
  return TAGS.find(([pattern]) => pattern.test(tag))?.[1] ?? 'healthy';
}

/** The code with which a container ends that ends by itself; undefined for one that does not. `exit-3` ends with 3. */
export function exitCodeOf(image: string): number | undefined {
  const fate = fateOf(image);
  if (fate === 'crash') return 1;
  if (fate === 'out-of-memory') return 137;
  if (fate !== 'exit') return undefined;
  return Number(/exit-(\d+)/.exec(tagOf(image))?.[1] ?? 0) % 256;
}

/** Whether a container pays no heed to being told to stop, and is killed when its stop time-out is over. */
export function ignoresStop(image: string): boolean {
  return tagOf(image).includes('ignores-sigterm');
}
