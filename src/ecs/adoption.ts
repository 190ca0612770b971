import { OwnerTag } from '../api/annotations.ts';
import type { TagMap } from './ownership.ts';

/** Whether an object takes over what exists in AWS and is not its own. */
export type AdoptionPolicy = 'Never' | 'IfExists' | 'Required';

/**
 * Whether something that exists, and is not ours by its tags, may be taken over. What carries the owner tags of any
 * other object, of whichever installation, never is.
 */
export function mayAdopt(policy: AdoptionPolicy | undefined, tags: TagMap): boolean {
  return (policy ?? 'Never') !== 'Never' && !isClaimed(tags);
}

/** Whether the tags name an owner who has not let go. */
export function isClaimed(tags: TagMap): boolean {
  if (tags[OwnerTag.Released] !== undefined) return false;
  return tags[OwnerTag.Kind] !== undefined || tags[OwnerTag.Installation] !== undefined;
}

/** Why what carries these tags is refused: another object of our installation has it, or it is somebody else's. */
export function refusalReason(tags: TagMap, installation: string): 'Conflict' | 'NotOwned' {
  return isClaimed(tags) && tags[OwnerTag.Installation] === installation ? 'Conflict' : 'NotOwned';
}

/** What happens to the AWS side of an object that is deleted: what was adopted stays where the spec does not say. */
export function deletionPolicyOf(
  spec: { readonly deletionPolicy?: 'Delete' | 'Retain'; readonly adoptionPolicy?: AdoptionPolicy },
  status: { readonly adopted?: boolean },
  otherwise: 'Delete' | 'Retain',
): 'Delete' | 'Retain' {
  if (spec.deletionPolicy !== undefined) return spec.deletionPolicy;
  return status.adopted === true || spec.adoptionPolicy === 'Required' ? 'Retain' : otherwise;
}
