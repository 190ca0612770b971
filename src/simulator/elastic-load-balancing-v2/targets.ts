import { attributeOf } from './attributes.ts';
import { targetGroupDefaults } from './attribute-defaults.ts';
import type { TargetGroupRecord, TargetRecord } from './state.ts';

/** A target as callers name it; without a port the group's own is meant. */
export interface TargetName {
  readonly id: string;
  readonly port?: number | undefined;
  readonly zone?: string | undefined;
}

/** The port that a target of this group gets its traffic at. */
export function portOf({ settings }: TargetGroupRecord, port: number | undefined): number | undefined {
  return settings.TargetType === 'lambda' ? undefined : (port ?? settings.Port);
}

/** Registers a target; one that is there, or is draining, begins anew. */
export function registerTarget(group: TargetGroupRecord, { id, port, zone }: TargetName, at: number): TargetRecord {
  const known = findTarget(group, { id, port });
  if (known !== undefined && known.drainingUntil === undefined) return known;
  group.targets = group.targets.filter((target) => target !== known);
  const target: TargetRecord = { id, port: portOf(group, port), zone, registeredAt: at };
  group.targets.push(target);
  return target;
}

/**
 * Deregisters a target: it drains for as long as the group says, where the group is in use, and is gone then. One that
 * is not there is no error (documented).
 */
export function deregisterTarget(group: TargetGroupRecord, name: TargetName, at: number): void {
  const target = findTarget(group, name);
  if (target === undefined || target.drainingUntil !== undefined) return;
  target.drainingUntil = at + (group.usedSince === undefined ? 0 : deregistrationDelay(group));
  forgetDrained(group, at);
}

/** How long a target of this group drains, in milliseconds. */
export function deregistrationDelay(group: TargetGroupRecord): number {
  return Number(attributeOf(group, targetGroupDefaults(group), 'deregistration_delay.timeout_seconds')) * 1_000;
}

/** The targets that are still to be told of. */
export function presentTargets(group: TargetGroupRecord, now: number): readonly TargetRecord[] {
  return group.targets.filter(({ drainingUntil = Infinity }) => drainingUntil > now);
}

export function findTarget(group: TargetGroupRecord, { id, port }: TargetName): TargetRecord | undefined {
  const wanted = portOf(group, port);
  return group.targets.find((target) => target.id === id && target.port === wanted);
}

function forgetDrained(group: TargetGroupRecord, now: number): void {
  group.targets = [...presentTargets(group, now)];
}
