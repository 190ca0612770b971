import { AdminError, bodyReader, type BodyShape } from '../admin-action.ts';
import { faultKinds } from '../faults.ts';
import type { FaultKind } from '../faults.ts';
import type { Json, ServiceName } from '../operation.ts';

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

/** A year: each of its hours is lived through, while nobody else is answered. */
const MOST_SECONDS = 366 * 86_400;

const services = ['ecs', 'application-autoscaling', 'cloudwatch', 'elasticloadbalancingv2', 'sts'];
const service = { type: 'string', enum: services };
const operation = { type: 'string', minLength: 1 };

const fault: BodyShape<FaultRequest> = {
  required: ['kind'],
  members: {
    service,
    operation,
    kind: { type: 'string', enum: faultKinds },
    moment: { type: 'string', enum: ['before', 'after'] },
    count: { type: 'integer', minimum: 1 },
    probability: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    delayMs: { type: 'number', minimum: 0 },
  },
};

/** Readers of request bodies. Each throws {@link AdminError} that names the member that is wrong. */
export const readFault = reader(fault);
export const readAct = reader<ActRequest>({
  required: ['service', 'operation', 'input'],
  members: { service, operation, input: { type: 'object' } },
});
export const readAdvance = reader<{ seconds: number }>({
  required: ['seconds'],
  members: { seconds: { type: 'number', minimum: 0, maximum: MOST_SECONDS } },
});
export const readThrottling = reader<{ enabled: boolean }>({
  required: ['enabled'],
  members: { enabled: { type: 'boolean' } },
});
export const readDump = reader<{ dump: string }>({ required: ['dump'], members: { dump: { type: 'string' } } });

/** The body of an area's own action: any JSON object; an empty body is an empty object. */
export function readObject(body: string): Json {
  const value = body === '' ? {} : parse(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AdminError('body must be object');
  return value as Json;
}

function reader<T>(shape: BodyShape<T>): (body: string) => T {
  const read = bodyReader(shape);
  return (body) => read(parse(body));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AdminError('body must be JSON');
  }
}
