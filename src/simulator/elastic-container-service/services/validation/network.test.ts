import { describe, expect, it } from '@jest/globals';
import type { NetworkConfiguration } from '@aws-sdk/client-ecs';
import { createTestService } from '../test-service.ts';
import { storedNetwork } from './network.ts';

describe('the network configuration', () => {
  it.each<[string, NetworkConfiguration | undefined, NetworkConfiguration | undefined]>([
    ['nothing', undefined, undefined],
    ['an empty one', {}, undefined],
    [
      'subnets alone',
      { awsvpcConfiguration: { subnets: ['subnet-b', 'subnet-a'] } },
      {
        awsvpcConfiguration: {
          subnets: ['subnet-b', 'subnet-a'],
          securityGroups: [],
          assignPublicIp: 'DISABLED',
        },
      },
    ],
    [
      'everything',
      { awsvpcConfiguration: { subnets: ['s'], securityGroups: ['g'], assignPublicIp: 'ENABLED' } },
      { awsvpcConfiguration: { subnets: ['s'], securityGroups: ['g'], assignPublicIp: 'ENABLED' } },
    ],
  ])('of %s is stored filled in', (_what, given, stored) => {
    expect(storedNetwork(given)).toEqual(stored);
  });

  it('stands at the service and at its deployments, and tasks take their subnets in turn', () => {
    const service = createTestService();
    service.create({ desiredCount: 2 });
    service.untilSteady();
    const { networkConfiguration, deployments } = service.read();
    expect(deployments[0]?.['networkConfiguration']).toEqual(networkConfiguration);
    const subnets = service.tasks().map((task) => JSON.stringify(task['attachments']));
    expect(subnets.filter((text) => text.includes('subnet-a'))).toHaveLength(1);
    expect(subnets.filter((text) => text.includes('subnet-b'))).toHaveLength(1);
  });

  it('gives each task an address of its own', () => {
    const service = createTestService();
    service.create({ desiredCount: 5 });
    service.untilSteady();
    const addresses = service.tasks().map((task) => JSON.stringify(task['containers']).match(/10\.0\.\d+\.\d+/)?.[0]);
    expect(new Set(addresses).size).toBe(5);
  });
});
