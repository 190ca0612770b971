import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';

/** An InvalidParameterException, the commonest answer of ECS to a bad request. */
export function invalidParameter(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}

/**
 * Refuses a text outside an enumeration, in the words of ECS: "include should be one of [TAGS]" (recorded).
 *
 * @throws AwsFault InvalidParameterException
 */
export function checkOneOf(what: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || (typeof value === 'string' && allowed.includes(value))) return;
  throw invalidParameter(`${what} should be one of [${allowed.join(',')}]`);
}

/**
 * Refuses a list that is too long: "service names can have at most 10 items." (reported).
 *
 * @throws AwsFault InvalidParameterException
 */
export function checkAtMost(what: string, items: readonly unknown[], limit: number): void {
  if (items.length > limit) throw invalidParameter(`${what} can have at most ${limit} items.`);
}

/** The elements of a list member, as strings; empty when it is absent. The schema check has seen to the types. */
export function strings(input: Json, member: string): readonly string[] {
  return (input[member] as readonly string[] | undefined) ?? [];
}

/** A string member, if it is there. */
export function text(input: Json, member: string): string | undefined {
  return input[member] as string | undefined;
}
