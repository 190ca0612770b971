import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { findService } from '../find-service.ts';
import { paginate } from '../../pagination.ts';
import type { ServiceDeploymentRecord } from '../state.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import { serviceDeploymentBrief } from '../views/service-deployment-view.ts';

interface Request {
  readonly cluster?: string;
  readonly service: string;
  readonly status?: readonly string[];
  /** Epoch seconds. */
  readonly createdAt?: { readonly before?: number; readonly after?: number };
}

/** ListServiceDeployments: newest first; a deployment that has just begun is not listed for a moment (reported). */
export function listServiceDeployments(context: Context, input: Json): Json {
  const request = input as Partial<Request> & { service: string };
  const service = findService(context, request);
  // UNKNOWN: the text; made after the recorded one of DescribeServiceRevisions.
  if (service.status === 'INACTIVE') {
    throw invalidParameter('Cannot call ListServiceDeployments for a service that is INACTIVE');
  }
  const now = context.clock.now();
  const records = [...context.world.services.serviceDeployments.values()]
    .filter((record) => record.serviceArn === service.arn && record.recordedAt <= now && isWanted(record, request))
    .toReversed();
  const { items, token } = paginate(records, input, 20);
  return { serviceDeployments: items.map(serviceDeploymentBrief), ...token };
}

function isWanted(record: ServiceDeploymentRecord, request: Partial<Request>): boolean {
  const { status = [], createdAt } = request;
  if (status.length > 0 && !status.includes(record.status)) return false;
  const seconds = record.createdAt / 1_000;
  return seconds > (createdAt?.after ?? -Infinity) && seconds < (createdAt?.before ?? Infinity);
}
