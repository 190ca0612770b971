import { Ajv } from 'ajv';
import type { JSONSchemaType, ValidateFunction } from 'ajv';
import { faultKinds } from '../faults.ts';
import type { FaultKind } from '../faults.ts';
import type { Json, ServiceName } from '../operation.ts';

/** A request to the admin API that cannot be understood; the message says why. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}

export interface FaultRequest {
  service?: ServiceName;
  operation?: string;
  kind: FaultKind;
  moment?: 'before' | 'after';
  count?: number;
  probability?: number;
  delayMs?: number;
}

export interface ActRequest {
  service: ServiceName;
  operation: string;
  input: Json;
}

const ajv = new Ajv({ allErrors: true });
const services = ['ecs', 'application-autoscaling', 'cloudwatch', 'elasticloadbalancingv2', 'sts'] as const;

const faultSchema: JSONSchemaType<FaultRequest> = {
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    service: { type: 'string', enum: services, nullable: true },
    operation: { type: 'string', minLength: 1, nullable: true },
    kind: { type: 'string', enum: faultKinds },
    moment: { type: 'string', enum: ['before', 'after'], nullable: true },
    count: { type: 'integer', minimum: 1, nullable: true },
    probability: { type: 'number', exclusiveMinimum: 0, maximum: 1, nullable: true },
    delayMs: { type: 'number', minimum: 0, nullable: true },
  },
};

const actSchema: JSONSchemaType<ActRequest> = {
  type: 'object',
  additionalProperties: false,
  required: ['service', 'operation', 'input'],
  properties: {
    service: { type: 'string', enum: services },
    operation: { type: 'string', minLength: 1 },
    input: { type: 'object', required: [] },
  },
};

const advanceSchema: JSONSchemaType<{ seconds: number }> = {
  type: 'object',
  additionalProperties: false,
  required: ['seconds'],
  properties: { seconds: { type: 'number', minimum: 0 } },
};

const throttlingSchema: JSONSchemaType<{ enabled: boolean }> = {
  type: 'object',
  additionalProperties: false,
  required: ['enabled'],
  properties: { enabled: { type: 'boolean' } },
};

/** Readers of request bodies. Each throws {@link AdminError} that names the member that is wrong. */
export const readFault = reader(ajv.compile(faultSchema));
export const readAct = reader(ajv.compile(actSchema));
export const readAdvance = reader(ajv.compile(advanceSchema));
export const readThrottling = reader(ajv.compile(throttlingSchema));

/** The body of an area's own action: any JSON object; an empty body is an empty object. */
export function readObject(body: string): Json {
  const value = body === '' ? {} : parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AdminError('body must be object');
  return value as Json;
}

function reader<T>(validate: ValidateFunction<T>): (body: string) => T {
  return (body) => {
    const value = parse(body);
    if (validate(value)) return value;
    throw new AdminError(ajv.errorsText(validate.errors, { dataVar: 'body' }));
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AdminError('body must be JSON');
  }
}
