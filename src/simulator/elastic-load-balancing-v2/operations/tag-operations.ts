import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findResource } from '../find.ts';
import { validationError } from '../refusals.ts';
import { mergedTags, tagList } from '../tags.ts';
import type { Tag } from '../tags.ts';

/** AddTags, to all resources or, when one of them refuses, to none. */
export function addTags({ world }: Context, input: Json): Json {
  const resources = arnsOf(input).map((arn) => findResource(world.balancing, arn));
  const merged = resources.map(({ tags }) => mergedTags(tags, (input['Tags'] as Tag[] | undefined) ?? []));
  resources.forEach((resource, index) => (resource.tags = merged[index] ?? resource.tags));
  return {};
}

export function removeTags({ world }: Context, input: Json): Json {
  const resources = arnsOf(input).map((arn) => findResource(world.balancing, arn));
  for (const { tags } of resources) for (const key of input['TagKeys'] as string[]) tags.delete(key);
  return {};
}

export function describeTags({ world }: Context, input: Json): Json {
  const arns = arnsOf(input);
  const descriptions = arns.map((arn) => ({
    ResourceArn: arn,
    Tags: tagList(findResource(world.balancing, arn).tags),
  }));
  return { TagDescriptions: descriptions };
}

/** @throws AwsFault ValidationError: up to 20 (documented). UNKNOWN: the words */
function arnsOf(input: Json): string[] {
  const arns = input['ResourceArns'] as string[];
  if (arns.length > 20) throw validationError('The maximum number of resources is 20');
  return arns;
}
