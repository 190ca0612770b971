import type { Json } from '../../operation.ts';
import { invalidParameter } from '../parameter-rules.ts';

const VALUES = ['enabled', 'disabled', 'enhanced'];

/**
 * The settings of a cluster, filled: containerInsights is `fallback` unless given.
 *
 * @throws AwsFault InvalidParameterException "Invalid setting 'value'"; the quoted word is the member's name (recorded)
 */
export function clusterSettings(given: readonly Json[] | undefined, fallback = 'disabled'): Json[] {
  for (const { name, value } of given ?? []) {
    if (name !== 'containerInsights') throw invalidParameter("Invalid setting 'name'");
    if (typeof value !== 'string' || !VALUES.includes(value)) throw invalidParameter("Invalid setting 'value'");
  }
  const insights = given?.at(-1)?.['value'] ?? fallback;
  return [{ name: 'containerInsights', value: insights }];
}
