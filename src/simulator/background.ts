import type { Timer } from '../runtime/clock.ts';
import { advanceScaling, beginScaling, nextScalingEventAt } from './application-autoscaling/autoscaler.ts';
import { onWake as onScalingWake } from './application-autoscaling/wake.ts';
import { advanceServices, nextServiceEventAt } from './elastic-container-service/services/scheduler.ts';
import { onWake as onServiceWake } from './elastic-container-service/services/wake.ts';
import { nextMetricsAt, sendMetrics } from './elastic-load-balancing-v2/metrics.ts';
import type { Context } from './world.ts';

/**
 * Starts all that happens without a call, on the context's clock; what it returns stops it. One timer serves scheduler,
 * load balancers and autoscaler: what is due at one moment happens in one order, also after a dump was restored.
 */
export function startBackground(context: Context): () => void {
  const { services, autoscaling } = context.world;
  let timer: Timer | undefined;
  beginScaling(context);
  // Kept: services change far more often than what this depends on.
  let scalingDue = nextScalingEventAt(context);
  const arm = (): void => {
    timer?.cancel();
    const due = earliest(nextServiceEventAt(context), nextMetricsAt(context), scalingDue);
    timer = due === undefined ? undefined : context.clock.setTimer(Math.max(0, due - context.clock.now()), run);
  };
  const armAnew = (): void => {
    scalingDue = nextScalingEventAt(context);
    arm();
  };
  const run = (): void => {
    const isDue = (at: number | undefined): boolean => at !== undefined && at <= context.clock.now();
    advanceServices(context);
    const hasMetrics = isDue(nextMetricsAt(context));
    if (hasMetrics) sendMetrics(context);
    if (isDue(scalingDue)) advanceScaling(context);
    else if (!hasMetrics) return arm();
    armAnew();
  };
  const forgetters = [onServiceWake(services, arm), onScalingWake(autoscaling, armAnew)];
  arm();
  return () => {
    for (const forget of forgetters) forget();
    timer?.cancel();
  };
}

/** When something happens next without a call, in epoch milliseconds; undefined: never. */
export function nextEventAt(context: Context): number | undefined {
  return earliest(nextServiceEventAt(context), nextMetricsAt(context), nextScalingEventAt(context));
}

function earliest(...times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
