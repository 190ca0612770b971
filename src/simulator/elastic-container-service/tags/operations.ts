import type { WorldOperation } from '../../world.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';

/** Tag operations of Amazon ECS, over clusters, task definitions, services and tasks. */
export const tagOperations: Record<string, WorldOperation> = {
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
};
