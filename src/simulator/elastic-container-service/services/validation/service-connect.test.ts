import { describe, expect, it } from '@jest/globals';
import { createTestService } from '../test-service.ts';
import type { Cluster } from '../../state.ts';
import { storedServiceConnect } from './service-connect.ts';

const plain: Cluster = {
  name: 'demo',
  arn: 'arn',
  status: 'ACTIVE',
  settings: [],
  capacityProviders: [],
  defaultCapacityProviderStrategy: [],
  tags: [],
};
const namespace = 'arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-a';

describe('Service Connect', () => {
  it('takes the namespace of the cluster where it names none', () => {
    const cluster = { ...plain, serviceConnectDefaults: { namespace } };
    expect(storedServiceConnect({ enabled: true }, cluster)).toEqual({ enabled: true, namespace });
    expect(storedServiceConnect({ enabled: true, namespace: 'mine' }, cluster)).toEqual({
      enabled: true,
      namespace: 'mine',
    });
    expect(() => storedServiceConnect({ enabled: true }, plain)).toThrow(/namespace/);
  });

  it('is stored as it is when it is off, or not there', () => {
    expect(storedServiceConnect({ enabled: false }, plain)).toEqual({ enabled: false });
    expect(storedServiceConnect(undefined, plain)).toBeUndefined();
  });

  it('fills the lists of its log configuration', () => {
    const given = { enabled: true, namespace, logConfiguration: { logDriver: 'awslogs' as const } };
    expect(storedServiceConnect(given, plain)?.logConfiguration).toEqual({ logDriver: 'awslogs', secretOptions: [] });
  });

  it('is shown by deployments alone, with the names that it is discovered by', () => {
    const container = { portMappings: [{ name: 'http', containerPort: 80 }] };
    const service = createTestService(['app:1'], container);
    const services = [{ portName: 'http', discoveryName: 'shop' }, { portName: 'http' }];
    service.create({ serviceConnectConfiguration: { enabled: true, namespace, services } });
    expect(service.read()).not.toHaveProperty('serviceConnectConfiguration');
    expect(service.read().deployments[0]).toMatchObject({
      serviceConnectConfiguration: { enabled: true, namespace, services },
      serviceConnectResources: [{ discoveryName: 'shop' }, { discoveryName: 'http' }],
    });
    service.untilSteady();
    service.update({ serviceConnectConfiguration: { enabled: false } });
    expect(service.read().deployments[0]).not.toHaveProperty('serviceConnectConfiguration');
    expect(service.read().deployments[0]).not.toHaveProperty('serviceConnectResources');
  });
});
