import { describe, expect, it } from '@jest/globals';
import { controllerOptions, controllerPrefix } from './controller-options.ts';
import { resolveOptions } from './options/resolve.ts';
import { variableOf } from './options/table.ts';

describe('the settings of the operator', () => {
  it('have defaults that their own kinds accept', () => {
    for (const option of Object.values(controllerOptions)) {
      if ('default' in option) {
        const kind = option.kind as { parse(text: string): unknown; format(value: unknown): string };
        expect(kind.parse(kind.format(option.default))).toEqual(option.default);
      }
    }
  });

  it('stay clear of the variables that Kubernetes sets for a Service named ecs-operator', () => {
    const variables = Object.keys(controllerOptions).map((name) => variableOf(controllerPrefix, name));

    expect(variables.filter((name) => /^ECS_OPERATOR_(PORT|SERVICE)(_|$)/.test(name))).toEqual([]);
  });

  it.each([
    ['region', 'eu-central-1', 'Frankfurt'],
    ['region', 'us-gov-west-1', 'us-east-1a'],
    ['namespaces', 'web,db-1', 'Web'],
    ['installationId', 'prod.eu_1', 'prod/eu'],
    ['requestShare', '100', '0'],
    ['resyncPeriod', '10s', '9s'],
    ['httpPort', '0', '65536'],
  ] as const)('%s takes %s, not %s', (name, good, bad) => {
    const parse = (value: string) =>
      resolveOptions(controllerOptions, { flags: { [name]: value }, env: {}, prefix: controllerPrefix });

    expect(parse(good).origins[name]).toBe('flag');
    expect(() => parse(bad)).toThrow('allowed:');
  });
});
