import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as ecs from '@aws-sdk/client-ecs';
import * as elasticloadbalancingv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as sts from '@aws-sdk/client-sts';
import type { AwsService } from '../../src/aws/categories.ts';

const sdks: Readonly<Record<AwsService, Readonly<Record<string, unknown>>>> = {
  ecs,
  'application-autoscaling': scaling,
  cloudwatch,
  elasticloadbalancingv2,
  sts,
};

/** Kinds of the SDK's runtime schemas, which are nested arrays and numbers. */
const [list, map, structure, operationSchema] = [1, 2, 3, 9];
const listOf = 64;
const mapOf = 128;
const timestamps = new Set([4, 5, 6, 7]);

/** Turns a wire answer into the SDK's output: timestamps become Dates, members that the SDK does not know are gone. */
export function sdkOutput(service: AwsService, operation: string, answer: unknown): unknown {
  const schema = sdks[service][`${operation}$`];
  if (!Array.isArray(schema) || schema[0] !== operationSchema) throw new Error(`the SDK has no ${operation}`);
  return decode(answer, schema[5]);
}

function decode(value: unknown, reference: unknown): unknown {
  const schema: unknown = typeof reference === 'function' ? (reference as () => unknown)() : reference;
  if (value === null || value === undefined) return undefined;
  if (typeof schema === 'number') return decodeSimple(value, schema);
  if (!Array.isArray(schema)) return value;
  // [schema, traits]
  if (schema.length === 2) return decode(value, schema[0]);
  if (schema[0] === structure) return decodeStructure(value, schema);
  if (schema[0] === list) return (value as unknown[]).map((each) => decode(each, schema[4]));
  if (schema[0] === map) return mapValues(value, (each) => decode(each, schema[5]));
  return schema[0] === 0 ? decode(value, schema[4]) : value;
}

function decodeSimple(value: unknown, code: number): unknown {
  if (code >= mapOf && code < 2 * mapOf) return mapValues(value as object, (each) => decode(each, code - mapOf));
  if (code >= listOf && code < 2 * listOf) return (value as unknown[]).map((each) => decode(each, code - listOf));
  return timestamps.has(code) ? new Date(Number(value) * 1000) : value;
}

function decodeStructure(value: object, schema: readonly unknown[]): object {
  const names = schema[4] as string[];
  const schemas = schema[5] as unknown[];
  const members = names.flatMap((name, index): [string, unknown][] => {
    const member = decode(Reflect.get(value, name), schemas[index]);
    return member === undefined ? [] : [[name, member]];
  });
  return Object.fromEntries(members);
}

function mapValues(value: object, change: (each: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));
}
