import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { markedPage } from '../pages.ts';

/** The default quotas of an account (documented); the simulated account does not enforce them. */
const LIMITS: Readonly<Record<string, string>> = {
  'target-groups': '3000',
  'targets-per-application-load-balancer': '1000',
  'listeners-per-application-load-balancer': '50',
  'rules-per-application-load-balancer': '100',
  'network-load-balancers': '50',
  'targets-per-network-load-balancer': '3000',
  'targets-per-availability-zone-per-network-load-balancer': '500',
  'listeners-per-network-load-balancer': '50',
  'condition-values-per-alb-rule': '5',
  'condition-wildcards-per-alb-rule': '6',
  'target-groups-per-action-on-application-load-balancer': '5',
  'target-groups-per-action-on-network-load-balancer': '1',
  'certificates-per-application-load-balancer': '25',
  'certificates-per-network-load-balancer': '25',
  'targets-per-target-group': '1000',
  'target-id-registrations-per-application-load-balancer': '1000',
  'application-load-balancers': '50',
  'gateway-load-balancers': '100',
};

export function describeAccountLimits(_context: Context, input: Json): Json {
  const { items, marker } = markedPage(Object.entries(LIMITS), input);
  return { Limits: items.map(([Name, Max]) => ({ Name, Max })), ...marker };
}
