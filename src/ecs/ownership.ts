import { OwnerTag } from '../api/annotations.ts';

/** Whose an AWS resource is: one object of one kind under one installation of the operator. */
export interface OwnerIdentity {
  readonly installation: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export type TagMap = Readonly<Record<string, string>>;

/** A tag as manifests and the SDK spell it. */
export interface UserTag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/** The tags that mark a resource as this object's. */
export function ownerTags(owner: OwnerIdentity): TagMap {
  return {
    [OwnerTag.Installation]: owner.installation,
    [OwnerTag.Kind]: owner.kind,
    [OwnerTag.Namespace]: owner.namespace,
    [OwnerTag.Name]: owner.name,
  };
}

/** Whether `tags`, as read from AWS, mark the resource as `owner`'s. */
export function isOwnedBy(tags: TagMap, owner: OwnerIdentity): boolean {
  return Object.entries(ownerTags(owner)).every(([key, value]) => tags[key] === value);
}

/** Names the owner of a resource for a message: `EcsService shop/web` of another object, or nobody we know. */
export function describeOwner(tags: TagMap): string {
  const kind = tags[OwnerTag.Kind];
  if (kind === undefined) return 'something that this operator does not manage';
  const installation = tags[OwnerTag.Installation] ?? 'unknown';
  return `${kind} ${tags[OwnerTag.Namespace] ?? '?'}/${tags[OwnerTag.Name] ?? '?'} of installation ${installation}`;
}

/** Tag lists of ECS as a map; tags of AWS itself (`aws:`) are left out. */
export function tagMap(tags: readonly UserTag[] | undefined): TagMap {
  const map: Record<string, string> = {};
  for (const { key, value } of tags ?? []) {
    if (key !== undefined && !key.startsWith('aws:')) map[key] = value ?? '';
  }
  return map;
}

/** A tag map as ECS takes it, in key order. */
export function tagList(tags: TagMap): { key: string; value: string }[] {
  return Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value }));
}

/** All tags that a resource should carry; the user's win over the defaults, ours over both. */
export function desiredTags(owner: OwnerIdentity, defaults: TagMap, own: readonly UserTag[] | undefined): TagMap {
  return { ...defaults, ...tagMap(own), ...ownerTags(owner) };
}

export interface TagChange {
  readonly set: TagMap;
  readonly remove: readonly string[];
}

/**
 * The calls that bring tags into line: only keys that are ours (wanted now, or written by us before) are touched,
 * foreign tags stay. `undefined` when nothing differs.
 */
export function tagChange(actual: TagMap, desired: TagMap, ownedKeys: readonly string[]): TagChange | undefined {
  const set = Object.fromEntries(Object.entries(desired).filter(([key, value]) => actual[key] !== value));
  const remove = ownedKeys.filter((key) => !(key in desired) && key in actual);
  return Object.keys(set).length === 0 && remove.length === 0 ? undefined : { set, remove };
}
