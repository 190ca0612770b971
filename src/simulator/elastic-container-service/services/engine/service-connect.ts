import type { ServiceConnectConfiguration, ServiceConnectServiceResource } from '@aws-sdk/client-ecs';
import { hexDigits } from '../../../identifiers.ts';
import type { Surroundings } from './scene.ts';

/** The Cloud Map services that Service Connect makes for a revision; a discovery name is the port's name by default. */
export function connectResources(
  scene: Surroundings,
  configuration: ServiceConnectConfiguration | undefined,
): ServiceConnectServiceResource[] | undefined {
  if (configuration?.enabled !== true || configuration.services === undefined) return undefined;
  return configuration.services.map((service) => ({
    discoveryName: service.discoveryName ?? service.portName,
    discoveryArn: `arn:aws:servicediscovery:${scene.region}:${scene.accountId}:service/srv-${hexDigits(scene.random, 16)}`,
  }));
}
