import { namesOfImage } from './image-reference.ts';
import type { OuterKind, OuterStateOf, OuterWorldState } from './state.ts';

/** What was said of a thing; undefined: it exists and works. */
export function outerState<K extends OuterKind>(
  outer: OuterWorldState,
  kind: K,
  id: string | undefined,
): OuterStateOf<K> | undefined {
  return id === undefined ? undefined : (outer.facts.get(factKey(kind, id))?.state as OuterStateOf<K> | undefined);
}

/** As {@link outerState}, of an image: its reference, its repository without tag and digest, or its registry. */
export function imageState(outer: OuterWorldState, image: string): OuterStateOf<'image'> | undefined {
  return namesOfImage(image)
    .map((name) => outerState(outer, 'image', name))
    .find((state) => state !== undefined);
}

/** As {@link outerState}, of something that is named by its ARN or by the last part of it. */
export function namedState<K extends OuterKind>(
  outer: OuterWorldState,
  kind: K,
  reference: string | undefined,
): OuterStateOf<K> | undefined {
  return outerState(outer, kind, reference) ?? outerState(outer, kind, reference?.split(/[:/]/).at(-1));
}

/** Under which key a fact stands. */
export function factKey(kind: OuterKind, id: string): string {
  return `${kind} ${id}`;
}
