import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EcsTaskDefinitionSpec } from '../../api/generated/ecs-task-definition.ts';
import { taskDefinitionHash } from './content-hash.ts';
import { resolveTaskDefinition } from './register-input.ts';

const base = {
  networkMode: 'awsvpc',
  cpu: '1024',
  memory: '2048',
  requiresCompatibilities: ['FARGATE', 'EC2'],
  containerDefinitions: [
    {
      name: 'app',
      image: 'app:1',
      portMappings: [{ containerPort: 80 }],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      healthCheck: { command: ['CMD', 'true'] },
    },
    { name: 'sidecar', image: 'sidecar:1' },
  ],
} satisfies EcsTaskDefinitionSpec;

const [app, sidecar] = base.containerDefinitions;

function hash(spec: EcsTaskDefinitionSpec): string {
  return taskDefinitionHash(resolveTaskDefinition(spec, 'shop_web'));
}

function withApp(change: object): EcsTaskDefinitionSpec {
  return { ...base, containerDefinitions: [{ ...app!, ...change }, sidecar!] };
}

describe('specs that AWS reads as the same content have one hash', () => {
  const same: [string, EcsTaskDefinitionSpec][] = [
    ['cpu in vCPU', { ...base, cpu: '1 vCPU' }],
    ['memory in GB', { ...base, memory: '2GB' }],
    ['compatibilities in another order', { ...base, requiresCompatibilities: ['EC2', 'FARGATE'] }],
    ['containers in another order', { ...base, containerDefinitions: [sidecar!, app!] }],
    [
      'environment in another order',
      withApp({ environment: base.containerDefinitions[0]?.environment?.toReversed() ?? [] }),
    ],
    ['essential spelled out', withApp({ essential: true })],
    ['cpu 0 spelled out', withApp({ cpu: 0 })],
    [
      'protocol and host port spelled out',
      withApp({ portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }] }),
    ],
    [
      'health check defaults spelled out',
      withApp({ healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 } }),
    ],
    ['empty lists', withApp({ mountPoints: [], secrets: [] })],
    ['tags', { ...base, tags: [{ key: 'team', value: 'a' }] }],
    ['own fields', { ...base, suspend: true, deletionPolicy: 'Delete', driftPolicy: 'Observe', region: 'eu-west-1' }],
    ['the family spelled out', { ...base, family: 'shop_web' }],
  ];
  it.each(same)('%s', (_what, spec) => {
    expect(hash(spec)).toBe(hash(base));
  });
});

describe('specs that AWS reads as different content have different hashes', () => {
  const different: [string, EcsTaskDefinitionSpec][] = [
    ['image', withApp({ image: 'app:2' })],
    [
      'environment value',
      withApp({
        environment: [
          { name: 'A', value: '9' },
          { name: 'B', value: '2' },
        ],
      }),
    ],
    [
      'empty environment value',
      withApp({
        environment: [
          { name: 'A', value: '' },
          { name: 'B', value: '2' },
        ],
      }),
    ],
    ['essential false', withApp({ essential: false })],
    ['udp', withApp({ portMappings: [{ containerPort: 80, protocol: 'udp' }] })],
    ['command order', withApp({ command: ['a', 'b'] })],
    ['memory', { ...base, memory: '4096' }],
  ];
  it.each(different)('%s', (_what, spec) => {
    expect(hash(spec)).not.toBe(hash(base));
  });

  it('order of commands and ports counts', () => {
    expect(hash(withApp({ command: ['a', 'b'] }))).not.toBe(hash(withApp({ command: ['b', 'a'] })));
  });
});

it('any order of environment gives one hash', () => {
  const variables = fc.uniqueArray(fc.record({ name: fc.string({ minLength: 1 }), value: fc.string() }), {
    selector: (variable) => variable.name,
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(variables, fc.infiniteStream(fc.nat()), (environment, order) => {
      const shuffled = environment
        .map((variable) => ({ variable, at: order.next().value }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ variable }) => variable);
      expect(hash(withApp({ environment: shuffled }))).toBe(hash(withApp({ environment })));
    }),
  );
});
