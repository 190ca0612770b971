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

describe('one hash have', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 443 }];
  const onHost: EcsTaskDefinitionSpec = { ...base, networkMode: 'host' };
  const volume = (change: object): EcsTaskDefinitionSpec => ({ ...base, volumes: [{ name: 'data', ...change }] });
  const efs = (change: object) => volume({ efsVolumeConfiguration: { fileSystemId: 'fs-1', ...change } });
  const linux = (linuxParameters: object) => withApp({ linuxParameters });
  const log = (change: object) => withApp({ logConfiguration: { logDriver: 'syslog', ...change } });
  const proxy = (change: object): EcsTaskDefinitionSpec => ({
    ...base,
    proxyConfiguration: { containerName: 'app', ...change },
  });
  const [one, two] = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ];

  it.each<[string, EcsTaskDefinitionSpec, EcsTaskDefinitionSpec]>([
    ['ports in any order', withApp({ portMappings: ports }), withApp({ portMappings: ports.toReversed() })],
    ['links in any order', withApp({ links: ['a', 'b'] }), withApp({ links: ['b', 'a'] })],
    [
      'volumes of other containers in any order',
      withApp({ volumesFrom: [{ sourceContainer: 'a' }, { sourceContainer: 'b' }] }),
      withApp({ volumesFrom: [{ sourceContainer: 'b' }, { sourceContainer: 'a' }] }),
    ],
    ['a volume, and one with an empty host', volume({}), volume({ host: {} })],
    [
      'a Docker volume, and a local one for the task',
      volume({ dockerVolumeConfiguration: {} }),
      volume({ dockerVolumeConfiguration: { driver: 'local', scope: 'task' } }),
    ],
    ['a file system, and its root', efs({}), efs({ rootDirectory: '/' })],
    ['kernel settings with and without empty lists', linux({}), linux({ capabilities: { add: [] }, devices: [] })],
    ['a log driver with and without empty lists', log({}), log({ secretOptions: [] })],
    [
      'properties of a proxy in any order, the only type named or not',
      proxy({ properties: [one, two] }),
      proxy({ type: 'APPMESH', properties: [two, one] }),
    ],
    [
      'ports of the host, named or not',
      { ...onHost, containerDefinitions: [{ name: 'app', image: 'app:1', portMappings: [{ containerPort: 80 }] }] },
      {
        ...onHost,
        containerDefinitions: [{ name: 'app', image: 'app:1', portMappings: [{ containerPort: 80, hostPort: 80 }] }],
      },
    ],
  ])('%s', (_what, first, second) => {
    expect(hash(first)).toBe(hash(second));
    expect(hash(first)).not.toBe(hash(base));
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

  it('order of commands counts', () => {
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
