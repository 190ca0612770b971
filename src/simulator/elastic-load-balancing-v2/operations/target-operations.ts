import type { DescribeTargetHealthInput, TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Json } from '../../operation.ts';
import type { Context } from '../../world.ts';
import { findTargetGroup } from '../find.ts';
import { checkRange, validationError } from '../refusals.ts';
import type { TargetGroupRecord, TargetRecord } from '../state.ts';
import { health, healthView } from '../target-health.ts';
import type { HealthView } from '../target-health.ts';
import { zoneOfTarget } from '../target-rules.ts';
import { deregisterTarget, findTarget, portOf, presentTargets, registerTarget } from '../targets.ts';
import type { TargetName } from '../targets.ts';

/** RegisterTargets: all of them, or none when one is refused. */
export function registerTargets(context: Context, input: Json): Json {
  const { balancing } = context.world;
  const group = findTargetGroup(balancing, String(input['TargetGroupArn']));
  const named = namesIn(input['Targets'] as TargetDescription[]);
  const vpc = balancing.vpcs.get(group.settings.VpcId ?? '');
  const checked = named.map((name) => ({ ...name, zone: zoneOfTarget(group, vpc, context.region, name) }));
  for (const target of checked) registerTarget(group, target, context.clock.now());
  return {};
}

export function deregisterTargets({ world, clock }: Context, input: Json): Json {
  const group = findTargetGroup(world.balancing, String(input['TargetGroupArn']));
  for (const target of namesIn(input['Targets'] as TargetDescription[])) deregisterTarget(group, target, clock.now());
  return {};
}

/** DescribeTargetHealth: of all targets, or of those that are named, registered or not. */
export function describeTargetHealth({ world, clock }: Context, input: Json): Json {
  const { TargetGroupArn: arn = '', Targets: named, Include: include = [] } = input as Json & DescribeTargetHealthInput;
  const group = findTargetGroup(world.balancing, arn);
  const view = healthView(world.balancing, group);
  const now = clock.now();
  const present = presentTargets(group, now);
  const describe = (target: TargetRecord): Json => description(group, view, target, now, include);
  if (named === undefined) return { TargetHealthDescriptions: present.map(describe) };
  const descriptions = namesIn(named).map((name) => {
    const target = findTarget(group, name);
    if (target !== undefined && present.includes(target)) return describe(target);
    const port = portOf(group, name.port);
    return {
      Target: { Id: name.id, Port: port },
      HealthCheckPort: healthCheckPort(group, port),
      TargetHealth: health('unused', 'Target.NotRegistered'),
    };
  });
  return { TargetHealthDescriptions: descriptions };
}

/** Targets of a group in use tell whether a zonal shift overrides their health (recorded). */
function description(
  group: TargetGroupRecord,
  view: HealthView,
  target: TargetRecord,
  now: number,
  include: readonly string[],
): Json {
  const isHttp = (group.settings.Protocol ?? '').startsWith('HTTP');
  const override = {
    State: 'no_override',
    Reason: 'AdministrativeOverride.NoOverride',
    Description: 'No override is currently active on target',
  };
  return {
    Target: { Id: target.id, Port: target.port, AvailabilityZone: target.zone },
    HealthCheckPort: healthCheckPort(group, target.port),
    TargetHealth: view.healthOf(target, now),
    AnomalyDetection:
      isHttp && (include.includes('AnomalyDetection') || include.includes('All'))
        ? { Result: 'normal', MitigationInEffect: 'no' }
        : undefined,
    AdministrativeOverride: view.inUse ? override : undefined,
  };
}

/** The port that checks go to: the target's own, unless the group has one for all. */
function healthCheckPort({ settings }: TargetGroupRecord, port: number | undefined): string | undefined {
  const { HealthCheckPort: common } = settings;
  return common === 'traffic-port' ? String(port) : common;
}

function namesIn(targets: readonly TargetDescription[]): TargetName[] {
  if (targets.length === 0) throw validationError('A target must be specified');
  return targets.map(({ Id: id = '', Port: port, AvailabilityZone: zone }) => {
    checkRange('targets.port', port, 1, 65_535);
    return { id, port, zone };
  });
}
