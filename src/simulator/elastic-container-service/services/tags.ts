import type { Context } from '../../world.ts';
import type { Tag } from '../state.ts';
import { invalidParameter } from '../parameter-rules.ts';

/**
 * The tag list of the service or task with this ARN, to be read, or replaced through `set`; undefined when there is
 * no such service or task. INACTIVE services have none.
 *
 * @throws AwsFault as the tag operations answer for it: InvalidParameterException for a stopped task.
 */
export function serviceTags(
  context: Context,
  resourceArn: string,
): { readonly tags: readonly Tag[]; set(tags: Tag[]): void } | undefined {
  const { services, tasks } = context.world.services;
  const task = tasks.get(resourceArn);
  if (task?.lastStatus === 'STOPPED') {
    throw invalidParameter('The specified task is stopped. Specify a running task and try again.');
  }
  const service = services.get(resourceArn);
  const owner = task ?? (service?.status === 'INACTIVE' ? undefined : service);
  if (owner === undefined) return undefined;
  return {
    tags: owner.tags,
    set: (tags) => {
      owner.tags = tags;
    },
  };
}
