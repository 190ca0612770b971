import { OwnerTag } from '../../api/annotations.ts';
import type { EcsTaskDefinition } from '../../api/resources.ts';
import type { EcsTaskDefinitionStatus } from '../../api/status.ts';
import { desiredTags } from '../../ecs/ownership.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import type { Settings } from '../framework/deps.ts';

/** The tags of a revision: owner, defaults, the user's, and the content hash by which a lost answer is found again. */
export function revisionTags(object: EcsTaskDefinition, hash: string, settings: Settings): TagMap {
  const { namespace, name } = object.metadata;
  const owner = { installation: settings.installationId, kind: object.kind, namespace, name };
  return { ...desiredTags(owner, settings.defaultTags, object.spec.tags), [OwnerTag.SpecHash]: hash };
}

/**
 * Facts that own the keys of `tags` besides those owned already. Written down before a tag is: a tag whose key nobody
 * remembers could not be removed when it leaves the spec.
 */
export function owningKeys(facts: EcsTaskDefinitionStatus, tags: TagMap): EcsTaskDefinitionStatus {
  return { ...facts, ownedTagKeys: [...new Set([...(facts.ownedTagKeys ?? []), ...Object.keys(tags)])].toSorted() };
}
