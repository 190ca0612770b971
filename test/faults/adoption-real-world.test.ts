import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import { contentProblems } from '../../src/ecs/task-definition/content-problems.ts';
import { hasContent } from '../../src/ecs/task-definition/described-content.ts';
import { resolveTaskDefinition } from '../../src/ecs/task-definition/register-input.ts';
import { OperatorBed } from '../support/operator-bed.ts';
import { realWorldInputs } from '../support/real-world-inputs.ts';

const inputs = realWorldInputs('TaskDefinition').filter(({ valid }) => valid);

/** As the API server stores it: without nulls. */
function specOf(input: object): Parameters<typeof resolveTaskDefinition>[0] {
  const stored = JSON.parse(JSON.stringify(input), (_key, value: unknown) => value ?? undefined) as object;
  return { containerDefinitions: [], ...stored };
}

function registered(input: Record<string, unknown>): TaskDefinition {
  const { simulator } = new OperatorBed();
  return simulator.act('ecs', 'RegisterTaskDefinition', input).taskDefinition as TaskDefinition;
}

describe('a revision that people really registered', () => {
  it.each(inputs.map(({ id, input }) => [id, input] as const))('%s is known again', (_id, input) => {
    const described = registered(input);
    const family = described.family ?? '';
    expect(hasContent(described, resolveTaskDefinition(specOf(input), family))).toBe(true);
  });

  it.each(inputs.map(({ id, input }) => [id, input] as const))('%s has nothing against it', (_id, input) => {
    expect(contentProblems(resolveTaskDefinition(specOf(input), 'family'))).toEqual([]);
  });

  it.each(inputs.map(({ id, input }) => [id, input] as const))('%s with another image is not', (_id, input) => {
    const described = registered(input);
    const [first = {}, ...rest] = described.containerDefinitions ?? [];
    const other = { ...described, containerDefinitions: [{ ...first, image: 'another:1' }, ...rest] };
    expect(hasContent(other, resolveTaskDefinition(specOf(input), described.family ?? ''))).toBe(false);
  });
});
