import { metricKey } from '../cloudwatch/metric-name.ts';
import type { Sample } from '../cloudwatch/state.ts';
import type { Context } from '../world.ts';
import { balancerLabel, groupLabel } from './arns.ts';
import { isActive } from './load-balancer-view.ts';
import type { LoadBalancerRecord, TargetGroupRecord } from './state.ts';
import { healthView } from './target-health.ts';
import { presentTargets } from './targets.ts';

const MINUTE = 60_000;
/** Less than CloudWatch keeps of others: an account with load balancers would grow all the time. */
const KEPT_MS = 3 * 60 * MINUTE;
/** How many samples of a minute there are (recorded: 4 to 5, and 2). */
const REQUEST_SAMPLES = 4;
const HEALTH_SAMPLES = 2;

type Dimensions = Record<string, string>;

/** When load balancers send their metrics next; undefined while none has a target group. */
export function nextMetricsAt({ world }: Context): number | undefined {
  const { metricsSentAt } = world.balancing;
  return metricsSentAt === undefined ? undefined : metricsSentAt + MINUTE;
}

/**
 * Sends the metrics of the last minute for each target group behind an active Application Load Balancer: how many of its
 * targets are healthy, and that there were no requests, for none come here. A metric that the admin API holds at a level is
 * left to it.
 */
export function sendMetrics(context: Context): void {
  const { balancing } = context.world;
  const now = context.clock.now();
  balancing.metricsSentAt = Math.floor(now / MINUTE) * MINUTE;
  for (const group of balancing.targetGroups.values()) {
    const [balancer] = group.users.flatMap((arn) => balancing.loadBalancers.get(arn) ?? []);
    if (balancer?.type === 'application' && isActive(balancer, now)) sendOf(context, balancer, group, now);
  }
}

function sendOf(context: Context, balancer: LoadBalancerRecord, group: TargetGroupRecord, now: number): void {
  const view = healthView(context.world.balancing, group);
  const health = presentTargets(group, now).map((target) => ({ target, ...view.healthOf(target, now) }));
  const whole = { TargetGroup: groupLabel(group.arn) };
  const LoadBalancer = balancerLabel(balancer.arn);
  for (const zone of [undefined, ...balancer.subnets.map((subnet) => subnet.zone)]) {
    const dimensions: Dimensions = zone === undefined ? whole : { ...whole, AvailabilityZone: zone };
    const here = health.filter(({ target }) => zone === undefined || target.zone === zone);
    const count = (state: string): number => here.filter(({ State }) => State === state).length;
    send(context, 'RequestCountPerTarget', dimensions, requests());
    send(context, 'RequestCountPerTarget', { LoadBalancer, ...dimensions }, requests());
    send(context, 'HealthyHostCount', { LoadBalancer, ...dimensions }, hosts(count('healthy')));
    send(context, 'UnHealthyHostCount', { LoadBalancer, ...dimensions }, hosts(count('unhealthy')));
  }
}

function requests(): Omit<Sample, 'at'> {
  return { count: REQUEST_SAMPLES, sum: 0, min: 0, max: 0, unit: 'None', values: undefined };
}

function hosts(number: number): Omit<Sample, 'at'> {
  const values = [[number, HEALTH_SAMPLES] as const];
  return { count: HEALTH_SAMPLES, sum: number * HEALTH_SAMPLES, min: number, max: number, unit: 'Count', values };
}

function send({ world }: Context, name: string, dimensions: Dimensions, sample: Omit<Sample, 'at'>): void {
  const at = (world.balancing.metricsSentAt ?? 0) - MINUTE;
  const metric = { namespace: 'AWS/ApplicationELB', name, dimensions };
  const key = metricKey(metric);
  if (world.autoscaling.metrics.has(key)) return;
  const samples: Sample[] = world.cloudwatch.samples.get(key)?.samples ?? [];
  if ((samples[0]?.at ?? at) <= at - KEPT_MS) samples.shift();
  samples.push({ at, ...sample });
  world.cloudwatch.samples.set(key, { metric, samples });
}
