import { describe, expect, it } from '@jest/globals';
import { deletionPolicyOf, mayAdopt } from './adoption.ts';
import { ownerTags } from './ownership.ts';

const owned = ownerTags({ installation: 'there', kind: 'EcsService', namespace: 'shop', name: 'web' });

describe('mayAdopt', () => {
  it.each([
    [undefined, {}, false],
    ['Never', {}, false],
    ['IfExists', {}, true],
    ['Required', { team: 'a' }, true],
    ['IfExists', owned, false],
    ['Required', { 'ecs-operator.dev/installation': 'here' }, false],
  ] as const)('policy %s, tags %j: %s', (policy, tags, expected) => {
    expect(mayAdopt(policy, tags)).toBe(expected);
  });
});

describe('deletionPolicyOf', () => {
  it.each([
    ['the kind decides', {}, {}, 'Delete'],
    ['what was adopted stays', { adoptionPolicy: 'IfExists' }, { adopted: true }, 'Retain'],
    ['what was created goes', { adoptionPolicy: 'IfExists' }, {}, 'Delete'],
    ['what must have been there stays, even if status was lost', { adoptionPolicy: 'Required' }, {}, 'Retain'],
    ['the spec has the last word', { deletionPolicy: 'Delete' }, { adopted: true }, 'Delete'],
  ] as const)('%s', (_what, spec, status, expected) => {
    expect(deletionPolicyOf(spec, status, 'Delete')).toBe(expected);
  });
});
