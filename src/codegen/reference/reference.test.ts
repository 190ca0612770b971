import { describe, expect, it } from '@jest/globals';
import { Reason } from '../../api/reasons.ts';
import { serviceKind } from '../kinds/service.ts';
import type { Schema } from '../schema.ts';
import { annotationsPage } from './annotations-page.ts';
import { conditionsPage, reasonMeanings } from './conditions-page.ts';
import { constraints } from './constraints.ts';
import { exceptionsPage } from './exceptions-page.ts';
import { kindPage } from './kind-page.ts';
import { markdownTable } from './markdown.ts';

describe('constraints', () => {
  it.each([
    [{ type: 'string', enum: ['A', 'B'] }, '`A`, `B`'],
    [{ type: 'string', maxLength: 9 }, 'string, at most 9'],
    [{ type: 'string', format: 'date-time' }, 'date-time'],
    [{ type: 'integer', minimum: 0, maximum: 5 }, 'integer, 0 to 5'],
    [{ type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 }, 'integer, at least 0'],
    [{ type: 'number', maximum: 5 }, 'number, at most 5'],
    [{ type: 'number', minimum: -(2 ** 360), maximum: 2 ** 360 }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [{ type: 'object', properties: {} }, 'object'],
    [{ type: 'object', additionalProperties: {}, maxProperties: 3 }, 'map of strings, at most 3'],
    [
      { type: 'array', maxItems: 3, 'x-kubernetes-list-map-keys': ['name'], items: { type: 'object' } },
      'list of objects by `name`, at most 3',
    ],
    [
      { type: 'array', maxItems: 3, 'x-kubernetes-list-type': 'set', items: { type: 'boolean' } },
      'list of boolean without repetition, at most 3',
    ],
    [{ 'x-kubernetes-int-or-string': true }, 'integer or string'],
    [{ 'x-kubernetes-preserve-unknown-fields': true }, 'any JSON value'],
  ] satisfies [Schema, string][])('%j', (schema, words) => {
    expect(constraints(schema)).toBe(words);
  });
});

describe('pages', () => {
  it('escape bars in tables', () => {
    expect(markdownTable(['a'], [['x|y']])).toBe('| a |\n| --- |\n| x\\|y |');
  });

  it('of a kind list fields, nested fields, rules and columns', () => {
    const page = kindPage(serviceKind());
    expect(page).toContain('| `loadBalancers[].targetGroupArn` | string, at most 2048 |');
    expect(page).toContain('- `spec`: `taskDefinition` and `taskDefinitionRef` exclude each other');
    expect(page).toContain('- `spec.capacityProviderStrategy`: only one item');
    expect(page).toContain('- `spec.placementStrategy[]`: `field` of a binpack');
    expect(page).toContain('| `rollout.inputHash` |');
    expect(page).toContain('`spec.launchType`');
  });

  it('explain every reason', () => {
    const page = conditionsPage();
    for (const reason of Object.values(Reason))
      expect(page).toMatch(new RegExp(`\\| \`${reason}\` \\| \\w.+ \\| \\w.+ \\|`));
  });

  it('list annotations and tags', () => {
    expect(annotationsPage()).toContain('| `ecs-operator.dev/restarted-at` | Start a new deployment');
    expect(annotationsPage()).toContain('| `ecs-operator.dev/spec-hash` |');
  });

  it('list exceptions and what is not there yet', () => {
    const page = exceptionsPage();
    expect(page).toContain('| `CreateService.clientToken` |');
    expect(page).toContain('| `EcsScaling.spec.ignoreDifferences` |');
  });
});

describe('reasonMeanings', () => {
  it('reads the comment above each constant', () => {
    const source = "{\n  /** First one. */\n  First: 'First',\n  /** Second. */\n  Second: 'Second',\n}";
    expect([...reasonMeanings(source)]).toEqual([
      ['First', 'First one.'],
      ['Second', 'Second.'],
    ]);
  });
});
