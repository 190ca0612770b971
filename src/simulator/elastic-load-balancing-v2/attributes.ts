import type { Json } from '../operation.ts';
import type { Defaults } from './attribute-defaults.ts';
import { validationError } from './refusals.ts';
import type { Resource } from './state.ts';
import type { Tag } from './tags.ts';

/** All attributes of a resource, in AWS's order of its kind. Every value is a text (recorded). */
export function attributeList({ attributes }: Resource, defaults: Defaults): Tag[] {
  return Object.entries(defaults).map(([Key, value]) => ({ Key, Value: attributes.get(Key) ?? value }));
}

/** An attribute of a resource, set or as AWS has it. */
export function attributeOf({ attributes }: Resource, defaults: Defaults, key: string): string {
  return attributes.get(key) ?? defaults[key] ?? '';
}

/**
 * Sets the attributes that a Modify…Attributes call names; none of them when one is refused.
 *
 * @throws AwsFault ValidationError. UNKNOWN: the words for values; those for keys are what Terraform's provider looks for
 */
export function setAttributes(what: string, resource: Resource, defaults: Defaults, input: Json): void {
  const given = (input['Attributes'] as Tag[] | undefined) ?? [];
  for (const { Key: key = '', Value: value = '' } of given) {
    const standard = defaults[key];
    if (standard === undefined) throw validationError(`${what} attribute key '${key}' is not recognized`);
    if (!fits(value, standard, key))
      throw validationError(`${what} attribute value '${value}' is not valid for key '${key}'`);
  }
  for (const { Key: key = '', Value: value = '' } of given) resource.attributes.set(key, value);
}

/** A value is of its default's kind: a truth value, or a number within what AWS documents for it. */
function fits(value: string, standard: string, key: string): boolean {
  if (key.endsWith('minimum_healthy_targets.percentage')) return value === 'off' || isWithin(value, 1, 100);
  if (standard === 'true' || standard === 'false') return value === 'true' || value === 'false';
  if (!/^\d+$/.test(standard)) return true;
  const [least, most] = RANGES[key] ?? [0, Number.MAX_SAFE_INTEGER];
  return isWithin(value, least, most) || (key === 'slow_start.duration_seconds' && value === '0');
}

/** As the user guides have them. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  'deregistration_delay.timeout_seconds': [0, 3_600],
  'slow_start.duration_seconds': [30, 900],
  'idle_timeout.timeout_seconds': [1, 4_000],
  'client_keep_alive.seconds': [60, 604_800],
  'stickiness.lb_cookie.duration_seconds': [1, 604_800],
  'stickiness.app_cookie.duration_seconds': [1, 604_800],
  'tcp.idle_timeout.seconds': [60, 6_000],
  'secondary_ips.auto_assigned.per_subnet': [0, 7],
};

function isWithin(value: string, least: number, most: number): boolean {
  return /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
}
