import { describe, expect, it } from '@jest/globals';
import { checkStatus, computeStatus } from './kstatus-check.ts';

type Checked = Parameters<typeof checkStatus>[0];
type Conditions = NonNullable<NonNullable<Checked['status']>['conditions']>;

/** `Ready=False` and the like, all of generation 2 and with one reason. */
function conditions(...given: string[]): Conditions {
  return given.map((each) => {
    const [type = '', status = ''] = each.split('=');
    return {
      type,
      status,
      reason: 'Because',
      message: 'words',
      lastTransitionTime: '2026-01-01T00:00:00Z',
      observedGeneration: 2,
    };
  });
}

function object(observedGeneration: number, given: Conditions, metadata: Partial<Checked['metadata']> = {}): Checked {
  return {
    kind: 'EcsService',
    metadata: { name: 'web', generation: 2, ...metadata },
    status: { observedGeneration, conditions: given },
  };
}

describe('computeStatus', () => {
  it.each([
    ['terminating wins over all', object(2, conditions('Stalled=True'), { deletionTimestamp: 'now' }), 'Terminating'],
    ['born with observedGeneration -1', object(-1, []), 'InProgress'],
    ['an older generation was observed', object(1, conditions('Ready=True')), 'InProgress'],
    ['Reconciling', object(2, conditions('Ready=True', 'Reconciling=True')), 'InProgress'],
    ['Stalled', object(2, conditions('Ready=False', 'Stalled=True')), 'Failed'],
    ['Ready', object(2, conditions('Ready=True')), 'Current'],
    ['Ready=False', object(2, conditions('Ready=False')), 'InProgress'],
    ['Ready=Unknown', object(2, conditions('Ready=Unknown')), 'InProgress'],
    ['no conditions', object(2, []), 'Current'],
    ['no status at all', { kind: 'X', metadata: { name: 'x', generation: 1 } }, 'Current'],
  ] satisfies [string, Checked, string][])('%s', (_reason, given, expected) => {
    expect(computeStatus(given)).toBe(expected);
  });
});

describe('checkStatus', () => {
  it.each([
    ['a new object', object(-1, [])],
    ['an object that no API server has seen', { kind: 'X', metadata: { name: 'x', generation: 1 } }],
    ['work in progress', object(1, conditions('Ready=Unknown', 'Reconciling=True'))],
    ['ready', object(2, conditions('Ready=True'))],
    ['waiting', object(1, conditions('Ready=False', 'Reconciling=True'))],
    ['stalled', object(2, conditions('Ready=False', 'Stalled=True'))],
    ['suspended with nothing to do', object(2, conditions('Ready=True', 'Suspended=True'))],
    ['suspended with differences', object(2, conditions('Ready=False', 'Suspended=True'))],
    ['a newer generation not seen yet', object(2, conditions('Ready=True'), { generation: 3 })],
  ] satisfies [string, Checked][])('passes %s', (_reason, given) => {
    expect(() => checkStatus(given)).not.toThrow();
  });

  it.each([
    ['from birth', { kind: 'X', metadata: { name: 'x', generation: 1 }, status: {} }],
    ['at most metadata.generation', object(3, [])],
    ['Ready is present', object(1, conditions('Reconciling=True'))],
    ['there twice', object(2, conditions('Ready=True', 'Ready=True'))],
    ['only while True', object(2, conditions('Ready=True', 'Stalled=False'))],
    ['exclude each other', object(2, conditions('Ready=False', 'Stalled=True', 'Reconciling=True'))],
    ['Ready=Unknown comes with Reconciling', object(1, conditions('Ready=Unknown'))],
    ['Ready=Unknown comes with Reconciling=True', object(1, conditions('Ready=Unknown', 'Stalled=True'))],
    ['Ready=True comes with neither', object(2, conditions('Ready=True', 'Reconciling=True'))],
    ['how it goes on', object(2, conditions('Ready=False'))],
    ['is the generation of a Ready=True', object(1, conditions('Ready=True'))],
    ['is the generation of a Ready=True, Stalled', object(1, conditions('Ready=False', 'Stalled=True'))],
    ['an observedGeneration of at most', object(1, conditions('Ready=True'), { generation: 1 })],
  ] satisfies [string, Checked][])('refuses what breaks "%s"', (rule, given) => {
    expect(() => checkStatus(given)).toThrow(rule);
  });

  it.each([
    ['CamelCase reason', { reason: 'not camel case' }],
    ['a message', { message: '' }],
    ['RFC 3339 time', { lastTransitionTime: 'yesterday' }],
    ['every condition carries an observedGeneration', { observedGeneration: 3 }],
  ])('refuses a condition without %s', (rule, wrong) => {
    const [ready] = conditions('Ready=True');
    expect(() => checkStatus(object(2, [{ ...ready!, ...wrong }]))).toThrow(rule);
  });

  it('refuses a Ready=False whose reason differs from the Stalled condition beside it', () => {
    const [ready, stalled] = conditions('Ready=False', 'Stalled=True');
    expect(() => checkStatus(object(2, [ready!, { ...stalled!, reason: 'Other' }]))).toThrow('has the reason');
  });

  it('refuses conditions of two generations', () => {
    const [ready, suspended] = conditions('Ready=True', 'Suspended=True');
    expect(() => checkStatus(object(2, [ready!, { ...suspended!, observedGeneration: 1 }]))).toThrow('one generation');
  });

  it('names the object and shows the status', () => {
    expect(() => checkStatus(object(3, []))).toThrow(/EcsService web, generation 2: .*observedGeneration/);
  });
});
