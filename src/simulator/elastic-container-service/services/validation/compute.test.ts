import { describe, expect, it } from '@jest/globals';
import type { Cluster } from '../../state.ts';
import type { Definition } from '../task-definitions.ts';
import { chooseCompute, isFargate, onLaunchType, onProviders } from './compute.ts';

const definition: Definition = {
  arn: 'arn',
  family: 'web',
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  architecture: undefined,
  operatingSystem: undefined,
  ephemeralStorageGiB: 20,
  taskRoleArn: undefined,
  executionRoleArn: undefined,
  compatibilities: ['EC2', 'FARGATE'],
  containers: [],
  launchVolumes: [],
  fileSystems: [],
  tags: [],
};

function cluster(more: Partial<Cluster> = {}): Cluster {
  return {
    name: 'demo',
    arn: 'arn',
    status: 'ACTIVE',
    settings: [],
    capacityProviders: ['FARGATE', 'FARGATE_SPOT', 'asg'],
    defaultCapacityProviderStrategy: [],
    tags: [],
    ...more,
  };
}

const spot = { capacityProvider: 'FARGATE_SPOT', weight: 3 };
const fargate = { platformVersion: 'LATEST', platformFamily: 'Linux' };

describe('where a service runs', () => {
  it.each([
    { reason: 'EC2 when nobody says anything', request: {}, is: { launchType: 'EC2' } },
    {
      reason: 'the launch type',
      request: { launchType: 'FARGATE' as const },
      is: { launchType: 'FARGATE', ...fargate },
    },
    {
      reason: 'the strategy, filled in',
      request: { capacityProviderStrategy: [spot] },
      is: { capacityProviderStrategy: [{ ...spot, base: 0 }], ...fargate },
    },
    {
      reason: 'providers of instances have no platform',
      request: { capacityProviderStrategy: [{ capacityProvider: 'asg', base: 1 }] },
      is: { capacityProviderStrategy: [{ capacityProvider: 'asg', base: 1, weight: 0 }] },
    },
    { reason: 'an empty strategy is none', request: { capacityProviderStrategy: [] }, is: { launchType: 'EC2' } },
    {
      reason: 'an old platform',
      request: { launchType: 'FARGATE' as const, platformVersion: '1.3.0' },
      is: { launchType: 'FARGATE', platformVersion: '1.3.0', platformFamily: 'Linux' },
    },
  ])('$reason', ({ request, is }) => {
    expect(chooseCompute(request, cluster(), definition)).toEqual(is);
  });

  it('is the default strategy of the cluster, unless a launch type is named', () => {
    const withDefault = cluster({ defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] });
    expect(chooseCompute({}, withDefault, definition)).toMatchObject({
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
    });
    expect(chooseCompute({ launchType: 'EC2' }, withDefault, definition)).toEqual({ launchType: 'EC2' });
  });

  it('is not the default strategy where that gives nobody a task', () => {
    const idle = cluster({ defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1 }] });
    expect(() => chooseCompute({}, idle, definition)).toThrow(/^There are no capacity providers with a weight value/);
    expect(chooseCompute({ launchType: 'FARGATE' }, idle, definition)).toMatchObject(fargate);
  });

  it('tells the operating system of the definition', () => {
    const windows = { ...definition, operatingSystem: 'WINDOWS_SERVER_2022_CORE' };
    expect(onLaunchType('FARGATE', undefined, windows)).toMatchObject({ platformFamily: 'Windows' });
  });

  it.each([
    [
      'two bases',
      [
        { ...spot, base: 1 },
        { capacityProvider: 'FARGATE', base: 1 },
      ],
      /Only one capacity provider/,
    ],
    ['a weight below nothing', [{ ...spot, weight: -1 }], /weight .* between 0 and 1000/],
    ['a base above all', [{ ...spot, base: 100_001 }], /base .* between 0 and 100000/],
    ['more providers than there can be', Array.from({ length: 21 }, () => spot), /at most 20 items/],
    ['a stranger', [{ capacityProvider: 'other' }], /not associated with the cluster/],
  ])('refuses %s', (_what, strategy, text) => {
    expect(() => onProviders(strategy, undefined, cluster(), definition)).toThrow(text);
  });

  it.each([
    [{ launchType: 'FARGATE' }, true],
    [{ launchType: 'EC2' }, false],
    [{ capacityProviderStrategy: [spot] }, true],
    [{ capacityProviderStrategy: [spot, { capacityProvider: 'asg' }] }, false],
    [{ launchType: 'FARGATE', capacityProviderStrategy: [] }, true],
    [{}, false],
  ])('%j on Fargate: %s', (compute, is) => {
    expect(isFargate(compute)).toBe(is);
  });
});
