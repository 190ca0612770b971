import type { Service } from '@aws-sdk/client-ecs';
import { primaryDeployment } from './live-fields.ts';

/** How long (wall milliseconds) too few tasks may run before a Ready service is not Ready any more. */
export const UNAVAILABLE_AFTER_MS = 120_000;

/** The tasks that must run for the service to work: max(1, ⌈minimumHealthyPercent × desired⌉), or 0 when none is wanted. */
export function tasksNeeded(service: Service): number {
  const desired = service.desiredCount ?? 0;
  if (desired === 0) return 0;
  const percent = service.deploymentConfiguration?.minimumHealthyPercent ?? 100;
  return Math.max(1, Math.ceil((percent * desired) / 100));
}

/** Whether the service runs enough tasks to work. */
export function isAvailable(service: Service): boolean {
  return (service.runningCount ?? 0) >= tasksNeeded(service);
}

/** Whether the PRIMARY deployment runs every task that the count's owner asks for. */
export function hasReachedCount(service: Service): boolean {
  return (primaryDeployment(service)?.runningCount ?? 0) >= (service.desiredCount ?? 0);
}
