import { describe, expect, it } from '@jest/globals';
import type { ServiceName } from '../../src/simulator/operation.ts';
import { findOperation, registry } from '../../src/simulator/registry.ts';
import { operationsOfClients } from './operations-of-clients.ts';

const calls = Object.entries(operationsOfClients).flatMap(([client, services]) =>
  (Object.keys(services) as ServiceName[]).map((service) => [client, service, services[service] ?? []] as const),
);

describe('the simulator has every operation that is called by', () => {
  it.each(calls)('%s of %s', (_client, service, operations) => {
    expect(operations.filter((operation) => findOperation(service, operation) === undefined)).toEqual([]);
  });

  // A name that AWS does not have would never be missed.
  it.each(calls)('%s of %s, spelled as AWS does', (_client, service, operations) => {
    expect(operations.filter((operation) => !(`${operation}$` in registry[service].sdk))).toEqual([]);
  });
});
