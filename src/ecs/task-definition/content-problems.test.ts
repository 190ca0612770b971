import { describe, expect, it } from '@jest/globals';
import type { EcsTaskDefinitionSpec } from '../../api/generated/ecs-task-definition.ts';
import { contentProblems } from './content-problems.ts';
import { resolveTaskDefinition } from './register-input.ts';

type Container = EcsTaskDefinitionSpec['containerDefinitions'][number];

function problems(containers: readonly Partial<Container>[], more: Partial<EcsTaskDefinitionSpec> = {}) {
  const containerDefinitions = containers.map((each, index) => ({ name: `c${index}`, image: 'i', ...each }));
  return contentProblems(resolveTaskDefinition({ containerDefinitions, ...more }, 'family'));
}

const after = (...names: string[]): Partial<Container> => ({
  dependsOn: names.map((containerName) => ({ containerName, condition: 'START' as const })),
});
const ports = (...containerPorts: number[]): Partial<Container> => ({
  portMappings: containerPorts.map((containerPort) => ({ containerPort })),
});

describe('content that ECS takes', () => {
  const taken: [string, Partial<Container>[], Partial<EcsTaskDefinitionSpec>?][] = [
    ['a container', [{}]],
    ['containers one after the other', [after('c1', 'c2'), after('c2'), {}]],
    ['two that wait for one', [after('c2'), after('c2'), {}]],
    [
      'variables and secrets',
      [{ environment: [{ name: 'A', value: '1' }], secrets: [{ name: 'B', valueFrom: 'b' }] }, {}],
    ],
    [
      'a name that is a variable here and a secret there',
      [{ environment: [{ name: 'A', value: '1' }] }, { secrets: [{ name: 'A', valueFrom: 'b' }] }],
    ],
    ['a volume', [{ mountPoints: [{ sourceVolume: 'v' }] }], { volumes: [{ name: 'v' }] }],
    ['volumes of a container', [{ volumesFrom: [{ sourceContainer: 'c1' }] }, {}]],
    ['ports of their own', [ports(80, 81), ports(82)], { networkMode: 'awsvpc' }],
    [
      'a port for each protocol',
      [ports(53), { portMappings: [{ containerPort: 53, protocol: 'udp' }] }],
      { networkMode: 'awsvpc' },
    ],
    ['the same port in mode bridge', [ports(80), ports(80)], { networkMode: 'bridge' }],
  ];
  it.each(taken.map(([what, containers, more]) => ({ what, containers, more })))('$what', ({ containers, more }) => {
    expect(problems(containers, more)).toEqual([]);
  });
});

describe('content that ECS refuses', () => {
  const refused: [Partial<Container>[], string, Partial<EcsTaskDefinitionSpec>?][] = [
    [[after('c0')], '`dependsOn` goes round: c0 → c0'],
    [[after('c1'), after('c2'), after('c0')], '`dependsOn` goes round: c0 → c1 → c2 → c0'],
    [[after('c1'), after('c2'), after('c1')], '`dependsOn` goes round: c1 → c2 → c1'],
    [
      [{ environment: [{ name: 'A', value: 'secret' }], secrets: [{ name: 'A', valueFrom: 'b' }] }],
      'container c0 has A both in `secrets` and in `environment`',
    ],
    [[{ mountPoints: [{ sourceVolume: 'v' }] }], 'container c0 mounts v, which `volumes` does not have'],
    [
      [{ volumesFrom: [{ sourceContainer: 'x' }] }],
      'container c0 takes `volumesFrom` x, which is no container of the task',
    ],
    [
      [ports(80), ports(81, 80)],
      'port 80/tcp is mapped twice; with `networkMode` awsvpc containers share their ports',
      { networkMode: 'awsvpc' },
    ],
    [
      [ports(80), ports(80)],
      'port 80/tcp is mapped twice; with `networkMode` host containers share their ports',
      { networkMode: 'host' },
    ],
  ];
  it.each(refused.map(([containers, problem, more]) => ({ containers, problem, more })))(
    '$problem',
    ({ containers, problem, more }) => {
      expect(problems(containers, more)).toEqual([problem]);
    },
  );

  it('is all told at once', () => {
    expect(problems([{ ...after('c0'), mountPoints: [{ sourceVolume: 'v' }] }])).toHaveLength(2);
  });
});
