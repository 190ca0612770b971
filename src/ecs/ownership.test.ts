import { describe, expect, it } from '@jest/globals';
import { OwnerTag } from '../api/annotations.ts';
import { describeOwner, desiredTags, isOwnedBy, ownerTags, tagChange, tagList, tagMap } from './ownership.ts';

const owner = { installation: 'i-1', kind: 'EcsService', namespace: 'shop', name: 'web' };

describe('isOwnedBy', () => {
  it.each([
    ['all four tags', ownerTags(owner), true],
    ['our tags among others', { ...ownerTags(owner), team: 'a' }, true],
    ['no tags', {}, false],
    ['another installation', { ...ownerTags(owner), [OwnerTag.Installation]: 'i-2' }, false],
    ['another object', { ...ownerTags(owner), [OwnerTag.Name]: 'api' }, false],
    ['another kind', { ...ownerTags(owner), [OwnerTag.Kind]: 'EcsScaling' }, false],
  ])('%s', (_what, tags, expected) => {
    expect(isOwnedBy(tags, owner)).toBe(expected);
  });
});

describe('desiredTags', () => {
  it("lets the user's tags win over defaults and ours over both", () => {
    const tags = desiredTags(owner, { team: 'platform', env: 'test' }, [
      { key: 'team', value: 'shop' },
      { key: OwnerTag.Name, value: 'stolen' },
    ]);
    expect(tags).toEqual({ team: 'shop', env: 'test', ...ownerTags(owner) });
  });
});

describe('tagChange', () => {
  const cases = [
    { what: 'nothing to do', actual: { a: '1' }, desired: { a: '1' }, owned: ['a'], expected: undefined },
    { what: 'a foreign tag stays', actual: { a: '1', x: '9' }, desired: { a: '1' }, owned: ['a'], expected: undefined },
    {
      what: 'a missing tag is set',
      actual: {},
      desired: { a: '1' },
      owned: [],
      expected: { set: { a: '1' }, remove: [] },
    },
    {
      what: 'a changed value is set',
      actual: { a: '0' },
      desired: { a: '1' },
      owned: ['a'],
      expected: { set: { a: '1' }, remove: [] },
    },
    {
      what: 'a tag of ours that left the spec goes',
      actual: { a: '1', b: '2' },
      desired: { a: '1' },
      owned: ['a', 'b'],
      expected: { set: {}, remove: ['b'] },
    },
    {
      what: 'a tag of ours that is gone already is no change',
      actual: { a: '1' },
      desired: { a: '1' },
      owned: ['a', 'b'],
      expected: undefined,
    },
  ];
  it.each(cases)('$what', ({ actual, desired, owned, expected }) => {
    expect(tagChange(actual as Record<string, string>, desired, owned)).toEqual(expected);
  });
});

describe('tag lists and maps', () => {
  it("leave AWS's own tags out and come back in key order", () => {
    const tags = [{ key: 'b', value: '2' }, { key: 'aws:ecs:clusterName', value: 'demo' }, { key: 'a' }];
    expect(tagList(tagMap(tags))).toEqual([
      { key: 'a', value: '' },
      { key: 'b', value: '2' },
    ]);
  });
});

describe('describeOwner', () => {
  it('names the object, or says that nobody known owns it', () => {
    expect(describeOwner(ownerTags(owner))).toBe('EcsService shop/web of installation i-1');
    expect(describeOwner({ team: 'a' })).toContain('does not manage');
  });
});
