import { describe, expect, it } from '@jest/globals';
import { DescribeServicesResponse$, DescribeTaskDefinitionResponse$ } from '@aws-sdk/client-ecs';
import { readStructure } from '../sdk/static-schema.ts';
import type { Shape, Structure } from '../sdk/static-schema.ts';
import { READ_ONLY_OF_SERVICES, READ_ONLY_OF_TASK_DEFINITIONS, refusingReadOnly } from './read-only-members.ts';
import { serviceKind } from './service.ts';
import { taskDefinitionKind } from './task-definition.ts';

/** The structure that an answer tells of. */
function told(answer: Structure, member: string): Structure {
  const shape: Shape | undefined = answer.members.find(({ name }) => name === member)?.shape();
  const inner = shape?.type === 'list' ? shape.item : shape;
  if (inner?.type !== 'structure') throw new Error(`no structure ${member}`);
  return inner;
}

describe('what describe answers have and manifests do not', () => {
  it.each([
    {
      described: told(readStructure(DescribeTaskDefinitionResponse$), 'taskDefinition'),
      spec: taskDefinitionKind().spec,
    },
    { described: told(readStructure(DescribeServicesResponse$), 'services'), spec: serviceKind().spec },
  ])('is known for a $described.name', ({ described, spec }) => {
    const known = Object.keys(spec.properties ?? {});
    expect(described.members.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('takes the place of no field', () => {
    for (const members of [READ_ONLY_OF_SERVICES, READ_ONLY_OF_TASK_DEFINITIONS]) {
      const spec = refusingReadOnly({ properties: {} }, 'Describe', members);
      expect(Object.values(spec.properties ?? {}).every(({ refused }) => refused === true)).toBe(true);
      expect(spec['x-kubernetes-validations']).toHaveLength(1);
    }
  });
});
