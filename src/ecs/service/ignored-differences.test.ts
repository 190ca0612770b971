import { describe, expect, it } from '@jest/globals';
import { FIELD_RULES } from './field-rules.ts';
import { IGNORABLE_PATHS, isIgnored } from './ignored-differences.ts';

describe('the paths that may be ignored', () => {
  it('are the fields that can change and the structures around them', () => {
    expect(IGNORABLE_PATHS).toEqual(expect.arrayContaining(FIELD_RULES.map(({ path }) => path)));
    expect(IGNORABLE_PATHS).toEqual(
      expect.arrayContaining(['desiredCount', 'tags', 'networkConfiguration', 'deploymentConfiguration.alarms']),
    );
    expect(IGNORABLE_PATHS).not.toContain('cluster');
  });
});

describe('a path', () => {
  const subnets = 'networkConfiguration.awsvpcConfiguration.subnets';

  it.each([[subnets], ['networkConfiguration'], ['networkConfiguration.awsvpcConfiguration']])(
    'is ignored with %s',
    (ignored) => {
      expect(isIgnored({ ignoreDifferences: [ignored] }, subnets)).toBe(true);
    },
  );

  it.each([['networkConfiguration.awsvpcConfiguration.securityGroups'], ['network'], ['tags[networkConfiguration]']])(
    'is not ignored with %s',
    (ignored) => {
      expect(isIgnored({ ignoreDifferences: [ignored] }, subnets)).toBe(false);
      expect(isIgnored({}, subnets)).toBe(false);
    },
  );
});
