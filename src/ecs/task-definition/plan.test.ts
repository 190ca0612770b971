import { describe, expect, it } from '@jest/globals';
import { OwnerTag } from '../../api/annotations.ts';
import type { EcsTaskDefinitionStatus } from '../../api/status.ts';
import { ownerTags } from '../ownership.ts';
import { nextTaskDefinitionStep } from './plan.ts';
import type { TaskDefinitionSituation, TaskDefinitionStep } from './plan.ts';
import { adoptRevision, recordRevision } from './revision.ts';
import type { RevisionReading } from './revision.ts';

const owner = { installation: 'i-1', kind: 'EcsTaskDefinition', namespace: 'shop', name: 'web' };
const family = 'shop_web';
const born: EcsTaskDefinitionStatus = { observedGeneration: -1, conditions: [] };

function reading(revision: number, hash: string, change: Partial<RevisionReading> = {}): RevisionReading {
  return {
    arn: `arn:aws:ecs:us-east-1:111122223333:task-definition/${family}:${revision}`,
    family,
    revision,
    status: 'ACTIVE',
    tags: tagsWith(hash),
    registeredAt: '2026-11-20T00:00:00Z',
    ...change,
  };
}

function tagsWith(hash: string): Record<string, string> {
  return { ...ownerTags(owner), [OwnerTag.SpecHash]: hash };
}

function situation(change: Partial<TaskDefinitionSituation>): TaskDefinitionSituation {
  return {
    generation: 1,
    family,
    hash: 'v1:new',
    owner,
    desiredTags: tagsWith(change.hash ?? 'v1:new'),
    status: born,
    outcomeUnknown: false,
    verify: false,
    readings: { revisions: new Map() },
    ...change,
  };
}

/** Status with revisions 1 (v1:old) and 2 (v1:new, current, of generation 1). */
function registered(): EcsTaskDefinitionStatus {
  const first = recordRevision(born, reading(1, 'v1:old'), 'v1:old', 0);
  return { ...recordRevision(first, reading(2, 'v1:new'), 'v1:new', 1), ownedTagKeys: Object.keys(tagsWith('')) };
}

const read = (id: string, answer: RevisionReading | 'none') => ({ revisions: new Map([[id, answer]]) });
const pending = { operation: 'RegisterTaskDefinition', key: 'v1:new', since: '2026-11-20T00:00:00Z' } as const;

const cases: { what: string; given: Partial<TaskDefinitionSituation>; step: TaskDefinitionStep }[] = [
  { what: 'a new family is looked at before the first registration', given: {}, step: { kind: 'readFamilyHead' } },
  {
    what: 'an empty family is ours to use',
    given: { readings: { familyHead: 'none', revisions: new Map() } },
    step: { kind: 'register', because: 'new content' },
  },
  {
    what: 'a family of somebody else is refused',
    given: { readings: { familyHead: reading(7, 'v1:new', { tags: {} }), revisions: new Map() } },
    step: { kind: 'notOwned', head: reading(7, 'v1:new', { tags: {} }) },
  },
  {
    what: 'a restored object finds its revision by the hash tag',
    given: { readings: { familyHead: reading(7, 'v1:new'), revisions: new Map() } },
    step: { kind: 'retake', reading: reading(7, 'v1:new') },
  },
  {
    what: 'a restored object with other content registers',
    given: { readings: { familyHead: reading(7, 'v1:old'), revisions: new Map() } },
    step: { kind: 'register', because: 'new content' },
  },
  ...adoptionCases(),
  { what: 'a steady object costs nothing', given: { status: registered() }, step: { kind: 'inSync' } },
  {
    what: 'a check that is due reads the revision',
    given: { status: registered(), verify: true },
    step: { kind: 'readRevision', id: 'shop_web:2' },
  },
  {
    what: 'a revision that is as it should be',
    given: { status: registered(), verify: true, readings: read('shop_web:2', reading(2, 'v1:new')) },
    step: { kind: 'inSync' },
  },
  {
    what: 'a new generation with the same content looks at tags, and registers nothing',
    given: { status: registered(), generation: 2 },
    step: { kind: 'readRevision', id: 'shop_web:2' },
  },
  {
    what: 'a new generation with the same content and tags is only written down',
    given: { status: registered(), generation: 2, readings: read('shop_web:2', reading(2, 'v1:new')) },
    step: { kind: 'record', reading: reading(2, 'v1:new') },
  },
  {
    what: 'a missing tag is set',
    given: {
      status: registered(),
      verify: true,
      readings: read('shop_web:2', reading(2, 'v1:new', { tags: ownerTags(owner) })),
    },
    step: {
      kind: 'tag',
      arn: reading(2, '').arn,
      change: { set: { [OwnerTag.SpecHash]: 'v1:new' }, remove: [] },
    },
  },
  {
    what: 'a deregistered revision is forgotten',
    given: {
      status: registered(),
      verify: true,
      readings: read('shop_web:2', reading(2, 'v1:new', { status: 'INACTIVE' })),
    },
    step: { kind: 'forget', revision: 2 },
  },
  {
    what: 'changed content registers',
    given: { status: registered(), generation: 2, hash: 'v1:newer' },
    step: { kind: 'register', because: 'new content' },
  },
  {
    what: 'going back to earlier content looks at that revision',
    given: { status: registered(), generation: 2, hash: 'v1:old' },
    step: { kind: 'readRevision', id: 'shop_web:1' },
  },
  {
    what: 'going back to earlier content uses that revision again',
    given: { status: registered(), generation: 2, hash: 'v1:old', readings: read('shop_web:1', reading(1, 'v1:old')) },
    step: { kind: 'record', reading: reading(1, 'v1:old') },
  },
  {
    what: 'earlier content whose revision is gone is forgotten',
    given: { status: registered(), generation: 2, hash: 'v1:old', readings: read('shop_web:1', 'none') },
    step: { kind: 'forget', revision: 1 },
  },
  {
    what: 'a new hash version of the same generation registers nothing',
    given: { status: registered(), hash: 'v2:new' },
    step: { kind: 'rehash' },
  },
  {
    what: 'an unknown outcome is looked up first',
    given: { status: { ...registered(), pending }, outcomeUnknown: true },
    step: { kind: 'readPending', hash: 'v1:new' },
  },
  {
    what: 'a lost answer is found',
    given: {
      status: { ...born, pending },
      outcomeUnknown: true,
      readings: { pending: reading(3, 'v1:new'), revisions: new Map() },
    },
    step: { kind: 'record', reading: reading(3, 'v1:new') },
  },
  {
    what: 'a call that never took effect is dropped',
    given: { status: { ...born, pending }, outcomeUnknown: true, readings: { pending: 'none', revisions: new Map() } },
    step: { kind: 'dropPending' },
  },
  {
    what: 'an announced call that was not sent needs no look-up',
    given: { status: { ...born, pending } },
    step: { kind: 'readFamilyHead' },
  },
];

describe('nextTaskDefinitionStep', () => {
  it.each(cases)('$what', ({ given, step }) => {
    expect(nextTaskDefinitionStep(situation(given))).toEqual(step);
  });

  it('registers again when the current revision is gone, and says why', () => {
    const forgotten = { ...registered(), revisions: [{ revision: 1, hash: 'v1:old', registeredAt: '' }] };
    const { taskDefinitionArn: _arn, specHash: _hash, revision: _revision, ...status } = forgotten;
    const readings = read('shop_web:2', reading(2, 'v1:new', { status: 'INACTIVE' }));
    expect(nextTaskDefinitionStep(situation({ status, readings }))).toEqual({
      kind: 'register',
      because: 'revision gone',
    });
  });
});

function adoptionCases(): typeof cases {
  const theirs = reading(7, '', { tags: { team: 'a' } });
  const others = reading(7, '', { tags: ownerTags({ ...owner, name: 'other' }) });
  const given = (
    adoptionPolicy: 'Never' | 'IfExists' | 'Required',
    readings: Partial<TaskDefinitionSituation['readings']>,
    status = born,
  ) => ({ adoptionPolicy, status, readings: { revisions: new Map(), ...readings } });
  const adopting = { ...born, adopted: true };
  const adopted = adoptRevision(born, theirs, 'v1:new');
  return [
    {
      what: 'adoption looks for a revision with the same content',
      given: given('IfExists', { familyHead: theirs }),
      step: { kind: 'findEqual' },
    },
    {
      what: 'adoption uses the revision with the same content',
      given: given('Required', { familyHead: reading(8, '', { tags: {} }), equal: theirs }),
      step: { kind: 'adopt', reading: theirs },
    },
    {
      what: 'adoption of a family without such a revision is written down first',
      given: given('IfExists', { familyHead: theirs, equal: 'none' }),
      step: { kind: 'adoptFamily' },
    },
    {
      what: 'an adopted family gets the spec as its next revision',
      given: given('IfExists', { familyHead: theirs }, adopting),
      step: { kind: 'register', because: 'new content' },
    },
    {
      what: 'what belongs to another object is never adopted',
      given: given('Required', { familyHead: others }),
      step: { kind: 'notOwned', head: others },
    },
    {
      what: 'nor is a family that another object has claimed since',
      given: given('IfExists', { familyHead: others }, adopting),
      step: { kind: 'notOwned', head: others },
    },
    {
      what: 'Never refuses',
      given: given('Never', { familyHead: theirs }),
      step: { kind: 'notOwned', head: theirs },
    },
    {
      what: 'IfExists founds a family where there is none',
      given: given('IfExists', { familyHead: 'none' }),
      step: { kind: 'register', because: 'new content' },
    },
    {
      what: 'Required founds none',
      given: given('Required', { familyHead: 'none' }),
      step: { kind: 'nothingToAdopt' },
    },
    {
      what: 'an adopted revision is read before it counts',
      given: { status: adopted },
      step: { kind: 'readRevision', id: 'shop_web:7' },
    },
    {
      what: 'and tagged',
      given: { status: adopted, readings: read('shop_web:7', theirs) },
      step: { kind: 'tag', arn: theirs.arn, change: { set: tagsWith('v1:new'), remove: [] } },
    },
    {
      what: 'and then recorded',
      given: { status: adopted, readings: read('shop_web:7', reading(7, 'v1:new')) },
      step: { kind: 'record', reading: reading(7, 'v1:new') },
    },
  ];
}
