import { AwsFault } from '../operation.ts';
import type { Json } from '../operation.ts';
import { checkAtLeast, invalidValue, validationError } from './refusals.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly token: Json;
}

/** DescribeAlarms: a token that was not given out is taken for none (recorded). */
export function alarmsPage<T>(all: readonly T[], input: Json): Page<T> {
  return pageFrom(all, startOf(input) ?? 0, sizeOf(input, 50));
}

/** @throws AwsFault InvalidNextToken (recorded) */
export function historyPage<T>(all: readonly T[], input: Json): Page<T> {
  const start = startOf(input);
  if (start === undefined) {
    throw new AwsFault('InvalidNextToken', `Invalid NextToken : ${String(input['NextToken'])}`);
  }
  return pageFrom(all, start, sizeOf(input, 100));
}

/** ListMetrics: 500 a page (documented). @throws AwsFault InvalidParameterValueException (recorded) */
export function metricsPage<T>(all: readonly T[], input: Json): Page<T> {
  const start = startOf(input);
  if (start === undefined) throw invalidValue('Request parameter NextToken is invalid');
  return pageFrom(all, start, 500);
}

/** Undefined for a token that was not given out. */
export function startOf(input: Json): number | undefined {
  const token = input['NextToken'] as string | undefined;
  if (token === undefined) return 0;
  const start = Number(
    Buffer.from(token, 'base64')
      .toString('latin1')
      .replace(/^from /, ''),
  );
  return Number.isInteger(start) && start > 0 && tokenOf(start) === token ? start : undefined;
}

export function tokenOf(start: number): string {
  return Buffer.from(`from ${start}`, 'latin1').toString('base64');
}

function pageFrom<T>(all: readonly T[], start: number, size: number): Page<T> {
  const end = start + size;
  return { items: all.slice(start, end), token: end < all.length ? { NextToken: tokenOf(end) } : {} };
}

function sizeOf(input: Json, usual: number): number {
  const count = (input['MaxRecords'] as number | undefined) ?? usual;
  checkAtLeast('maxRecords', count, 1);
  if (count <= 100) return count;
  throw validationError(
    `1 validation error detected: Value '${count}' at 'maxRecords' failed to satisfy constraint: Member must have value less than or equal to 100`,
  );
}
