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
  const arm = (): void => {
    timer?.cancel();
    const due = nextEventAt(context);
    timer = due === undefined ? undefined : context.clock.setTimer(Math.max(0, due - context.clock.now()), run);
  };
  const run = (): void => {
    advance(context);
    arm();
  };
  const forgetters = [onServiceWake(services, arm), onScalingWake(autoscaling, arm)];
  arm();
  return () => {
    for (const forget of forgetters) forget();
    timer?.cancel();
  };
}

/** When something happens next without a call, in epoch milliseconds; undefined: never. */
export function nextEventAt(context: Context): number | undefined {
  const next = [nextServiceEventAt(context), nextMetricsAt(context), nextScalingEventAt(context)];
  const times = next.filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Everything that is due by now happens. */
function advance(context: Context): void {
  advanceServices(context);
  if ((nextMetricsAt(context) ?? Infinity) <= context.clock.now()) sendMetrics(context);
  const scalingDue = nextScalingEventAt(context);
  if (scalingDue !== undefined && scalingDue <= context.clock.now()) advanceScaling(context);
}
