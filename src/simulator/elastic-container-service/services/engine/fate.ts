/** What becomes of a container, decided by the tag of its image (docs/simulator.md). */
export type Fate = 'healthy' | 'crash' | 'out-of-memory' | 'exit-0' | 'unhealthy' | 'cannot-pull';

const FATES: readonly Fate[] = ['cannot-pull', 'unhealthy', 'out-of-memory', 'crash', 'exit-0'];

/** Among the containers of a task the first of these that one of them has decides. */
export const FATES_BY_WEIGHT: readonly Fate[] = ['cannot-pull', 'crash', 'out-of-memory', 'exit-0', 'unhealthy'];

/** The tag of an image reference; `latest` when it names none. A digest is not a tag. */
export function tagOf(image: string): string {
  const name = image.split('@')[0] ?? '';
  const last = name.slice(name.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon === -1 ? 'latest' : last.slice(colon + 1);
}

/** A tag that contains `cannot-pull`, `unhealthy`, `out-of-memory`, `crash` or `exit-0` decides; every other image works. */
export function fateOf(image: string): Fate {
  const tag = tagOf(image);
  return FATES.find((fate) => tag.includes(fate)) ?? 'healthy';
}
