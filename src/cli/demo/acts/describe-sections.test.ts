import { describe, expect, it } from '@jest/globals';
import { selectSections } from './describe-sections.ts';

const description = `Name:         web
Spec:
  Cluster:  demo
Status:
  Conditions:
    Message:  too many tasks failed
    Type:     Ready
  Desired Count:  2
  Failed Tasks:
    Reason:  exit code 1
  Rollout:
    Failed Tasks:  3
Events:
  Type    Reason

  Normal  Deployed
`;

describe('selectSections', () => {
  it('takes sections with all that is nested in them, at any depth', () => {
    expect(selectSections(description, ['Conditions', 'Events'])).toBe(
      [
        '  Conditions:',
        '    Message:  too many tasks failed',
        '    Type:     Ready',
        'Events:',
        '  Type    Reason',
        '',
        '  Normal  Deployed',
        '',
      ].join('\n'),
    );
  });

  it('takes a section of that name only, no single value', () => {
    expect(selectSections(description, ['Failed Tasks'])).toBe('  Failed Tasks:\n    Reason:  exit code 1');
  });

  it('takes nothing where there is no such section', () => {
    expect(selectSections(description, ['Volumes'])).toBe('');
  });
});
