import type { CreateServiceRequest, UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { checkAtMost, checkOneOf, invalidParameter } from '../../parameter-rules.ts';

type Request = Partial<CreateServiceRequest> | Partial<UpdateServiceRequest>;

/**
 * How long the lists of a service may be, and which texts its enumerations take. The first text is reported; UNKNOWN:
 * what the others call their lists.
 */
export function checkLimits(request: Request): void {
  checkAtMost('load balancers', request.loadBalancers ?? [], 5);
  checkAtMost('service registries', request.serviceRegistries ?? [], 1);
  checkAtMost('placement constraints', request.placementConstraints ?? [], 10);
  checkAtMost('placement strategies', request.placementStrategy ?? [], 5);
  checkAtMost('capacity provider strategy', request.capacityProviderStrategy ?? [], 20);
  checkAtMost('volume configurations', request.volumeConfigurations ?? [], 1);
  checkAtMost('gateway connectors', request.gatewayConnectors ?? [], 1);
  checkOneOf('propagate tags', request.propagateTags, ['TASK_DEFINITION', 'SERVICE', 'NONE']);
  checkOneOf('availability zone rebalancing', request.availabilityZoneRebalancing, ['ENABLED', 'DISABLED']);
  if ((request.healthCheckGracePeriodSeconds ?? 0) >= 0) return;
  throw invalidParameter('Health check grace period can not be lesser than 0');
}
