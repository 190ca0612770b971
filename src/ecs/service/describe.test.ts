import { describe, expect, it } from '@jest/globals';
import { describeCount, describeDifference, describeTags } from './describe.ts';
import { FIELD_RULES } from './field-rules.ts';
import { UNREAD } from './live-fields.ts';

function rule(path: string) {
  return FIELD_RULES.find((candidate) => candidate.path === path)!;
}

describe('differences in plain words', () => {
  it.each([
    ['propagateTags', 'Changed', 'SERVICE', 'NONE', 'propagateTags: NONE → SERVICE'],
    ['enableExecuteCommand', 'Drifted', true, false, 'enableExecuteCommand: false → true (AWS differs)'],
    [
      'platformVersion',
      'Removed',
      'LATEST',
      '1.4.0',
      'platformVersion: 1.4.0 → LATEST (left the spec: AWS default; starts a deployment)',
    ],
    ['healthCheckGracePeriodSeconds', 'Changed', 5, undefined, 'healthCheckGracePeriodSeconds: none → 5'],
    [
      'taskDefinition',
      'Changed',
      'arn:aws:ecs:us-east-1:1:task-definition/web:2',
      'arn:aws:ecs:us-east-1:1:task-definition/web:1',
      'taskDefinition: web:1 → web:2 (starts a deployment)',
    ],
    [
      'networkConfiguration.awsvpcConfiguration.subnets',
      'Changed',
      ['a', 'b'],
      ['a'],
      'networkConfiguration.awsvpcConfiguration.subnets: [a] → [a, b] (starts a deployment)',
    ],
    ['monitoring', 'Changed', {}, UNREAD, 'monitoring: differs (starts a deployment)'],
    ['propagateTags', 'Changed', 'x'.repeat(61), 'NONE', 'propagateTags: differs'],
  ] as const)('%s %s', (path, cause, wanted, actual, words) => {
    expect(describeDifference({ rule: rule(path), cause, wanted, actual })).toBe(words);
  });

  it('never quote structures, which may hold secrets', () => {
    const wanted = { enabled: true, logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'hush' } } };
    const words = describeDifference({
      rule: rule('serviceConnectConfiguration'),
      cause: 'Changed',
      wanted,
      actual: undefined,
    });
    expect(words).toBe('serviceConnectConfiguration: differs (starts a deployment)');
  });

  it('tell counts and tags', () => {
    expect(describeCount(undefined, 2)).toBe('desiredCount: none → 2');
    expect(describeTags({ set: { b: 'hush', a: 'hush' }, remove: ['c'] })).toBe('tags: set a, b; remove c');
    expect(describeTags({ set: {}, remove: ['c'] })).toBe('tags: remove c');
  });
});
