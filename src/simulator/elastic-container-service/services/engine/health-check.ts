import type { HealthCheck } from '@aws-sdk/client-ecs';

/** A container health check in milliseconds, AWS's defaults filled in. */
export function inMilliseconds(check: HealthCheck | undefined): {
  interval: number;
  retries: number;
  startPeriod: number;
} {
  return {
    interval: (check?.interval ?? 30) * 1_000,
    retries: check?.retries ?? 3,
    startPeriod: (check?.startPeriod ?? 0) * 1_000,
  };
}
