import type { Random } from '../runtime/clock.ts';

/** A copy of `items` in an order that `random` decides (Fisher-Yates): for what AWS returns in no stable order. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  const result: T[] = [];
  while (rest.length > 0) result.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return result;
}
