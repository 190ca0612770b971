import type { DescribeServiceRevisionsRequest } from '@aws-sdk/client-ecs';
import { AwsFault, type Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { parseArn } from '../arns.ts';
import { serviceArn } from '../find-service.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import { revisionView } from '../views/revision-view.ts';

/** DescribeServiceRevisions, with its recorded oddities: one service only, and duplicates are a server error. */
export function describeServiceRevisions(context: Context, input: Json): Json {
  const { serviceRevisionArns: arns = [] } = input as Partial<DescribeServiceRevisionsRequest>;
  if (arns.length > 20) throw invalidParameter('Service Revision ARN count cannot exceed 20');
  checkService(context, arns);
  const { revisions } = context.world.services;
  if (new Set(arns).size < arns.length && arns.some((arn) => revisions.has(arn))) {
    throw new AwsFault('ServerException', 'Service Unavailable. Please try again later.', { status: 500 });
  }
  const found = arns.flatMap((arn) => revisions.get(arn) ?? []);
  const missing = arns.filter((arn) => !revisions.has(arn));
  return {
    serviceRevisions: found.map((revision) => revisionView(context.world, revision)),
    failures: missing.map((arn) => ({ arn, reason: 'MISSING' })),
  };
}

/**
 * @throws AwsFault unless all ARNs are revisions of one service of this account that is there and not INACTIVE, in an
 *   ACTIVE cluster. UNKNOWN: what it says of a cluster that never was
 */
function checkService(context: Context, arns: readonly string[]): void {
  const services = new Set(arns.map((arn) => serviceOf(context, arn)));
  if (services.size === 0) throw invalidParameter('The Service ARN provided is invalid.');
  // UNKNOWN: the rest of this text.
  if (services.size > 1) throw invalidParameter('Cross service requests are not allowed.');
  const [arn = ''] = services;
  activeCluster(context, parseArn(arn)?.path[0]);
  const service = context.world.services.services.get(arn);
  if (service === undefined) throw new AwsFault('ServiceNotFoundException', 'Service not found.');
  if (service.status === 'INACTIVE') {
    throw invalidParameter('Cannot call DescribeServiceRevisions for a service that is INACTIVE');
  }
}

function serviceOf(context: Context, arn: string): string {
  const parts = parseArn(arn);
  if (parts === undefined) throw invalidParameter('The Service ARN provided is invalid.');
  const own = parts.region === context.region && parts.account === context.accountId;
  const [cluster = '', service = ''] = parts.path;
  if (!own || parts.kind !== 'service-revision') throw invalidParameter('The ServiceRevision ARN is invalid.');
  return serviceArn(context, cluster, service);
}
