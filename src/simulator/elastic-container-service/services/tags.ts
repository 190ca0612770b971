import type { Context } from '../../world.ts';
import type { Tag } from '../state.ts';

/**
 * The tag list of the service or task with this ARN, to be read, or replaced through `set`; undefined when there is
 * no such service or task.
 *
 * @throws AwsFault as the tag operations answer for it: InvalidParameterException for a stopped task.
 */
export function serviceTags(
  _context: Context,
  _resourceArn: string,
): { readonly tags: readonly Tag[]; set(tags: Tag[]): void } | undefined {
  return undefined;
}
