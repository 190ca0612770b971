import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { validationError } from './refusals.ts';

/** Fields of a condition, with the member that has its values and whether the short form `Values` is allowed. */
const FIELDS = {
  'host-header': { member: 'HostHeaderConfig', short: true },
  'path-pattern': { member: 'PathPatternConfig', short: true },
  'http-header': { member: 'HttpHeaderConfig', short: false },
  'http-request-method': { member: 'HttpRequestMethodConfig', short: false },
  'query-string': { member: 'QueryStringConfig', short: false },
  'source-ip': { member: 'SourceIpConfig', short: false },
} as const;

/**
 * The conditions of a rule as AWS stores and answers them: those on host and path have their values in both forms.
 *
 * @throws AwsFault ValidationError. UNKNOWN: the words of most
 */
export function readConditions(given: readonly RuleCondition[]): RuleCondition[] {
  if (given.length === 0) throw validationError('A condition must be specified');
  return given.map(readCondition);
}

function readCondition(condition: RuleCondition): RuleCondition {
  const field = condition.Field ?? '';
  if (!isField(field)) {
    throw validationError(`Condition field '${field}' must be one of '[${Object.keys(FIELDS).join(', ')}]'`);
  }
  const { member, short } = FIELDS[field];
  const config = condition[member];
  const regex = condition.RegexValues ?? regexOf(config);
  if (regex !== undefined && regex.length > 0) return { Field: field, [member]: { ...config, RegexValues: regex } };
  const values: readonly unknown[] = config?.Values ?? (short ? (condition.Values ?? []) : []);
  if (values.length === 0) throw validationError('A condition value must be specified');
  if (!short) return { Field: field, [member]: config };
  const texts = values.map(String);
  const tooLong = texts.find((text) => text.length > 128);
  if (tooLong !== undefined)
    throw validationError(`Condition value '${tooLong}' cannot be longer than '128' characters`);
  return { Field: field, Values: texts, [member]: { Values: texts } };
}

function regexOf(config: object | undefined): string[] | undefined {
  return config === undefined || !('RegexValues' in config) ? undefined : (config.RegexValues as string[] | undefined);
}

function isField(field: string): field is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, field);
}
