import type { EcsScaling } from '../../api/resources.ts';
import { desiredTags } from '../../ecs/ownership.ts';
import type { TagMap } from '../../ecs/ownership.ts';
import type { Settings } from '../framework/deps.ts';

/** The tags of the scalable target: owner, defaults and the user's. */
export function targetTags(object: EcsScaling, settings: Settings): TagMap {
  const { namespace, name } = object.metadata;
  const owner = { installation: settings.installationId, kind: object.kind, namespace, name };
  return desiredTags(owner, settings.defaultTags, object.spec.tags);
}
