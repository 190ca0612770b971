import { AwsFault } from '../operation.ts';
import type { Context } from '../world.ts';
import { scalableService } from './scalable-resource.ts';

/** What scaling has to know of a service; asked through the ECS API, as AWS does. */
export interface ServiceCounts {
  readonly desired: number;
  readonly running: number;
  /** A deployment is under way: no scale-in meanwhile (documented). */
  readonly deploying: boolean;
  readonly targetGroupArns: readonly string[];
}

interface DescribedService {
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly deployments?: readonly { readonly rolloutState?: string }[];
  readonly currentServiceRevisions?: readonly { readonly arn?: string }[];
  readonly loadBalancers?: readonly { readonly targetGroupArn?: string }[];
}

interface DescribedRevision {
  readonly monitoring?: {
    readonly metricConfigurations?: readonly {
      readonly metricNames?: readonly string[];
      readonly resolutionSeconds?: number;
    }[];
  };
}

/** Undefined when there is no such active service. */
export function serviceCounts(context: Context, resourceId: string): ServiceCounts | undefined {
  const { cluster, service } = scalableService(resourceId);
  const found = describe(context, cluster, service);
  if (found === undefined || found.status !== 'ACTIVE') return undefined;
  return {
    desired: found.desiredCount,
    running: found.runningCount,
    deploying: found.deployments?.some((each) => each.rolloutState === 'IN_PROGRESS') ?? false,
    targetGroupArns: found.loadBalancers?.flatMap((each) => each.targetGroupArn ?? []) ?? [],
  };
}

/** Whether the service sends this metric every 20 seconds, as its newest revision says. */
export function isHighResolution(context: Context, resourceId: string, metricName: string): boolean {
  const { cluster, service } = scalableService(resourceId);
  const arn = describe(context, cluster, service)?.currentServiceRevisions?.[0]?.arn;
  if (arn === undefined) return false;
  const { serviceRevisions } = context.invoke('ecs', 'DescribeServiceRevisions', { serviceRevisionArns: [arn] });
  const [revision] = serviceRevisions as DescribedRevision[];
  return (revision?.monitoring?.metricConfigurations ?? []).some(
    (each) => each.resolutionSeconds === 20 && each.metricNames?.includes(metricName) === true,
  );
}

/** @throws AwsFault what UpdateService says */
export function setServiceCount(context: Context, resourceId: string, desiredCount: number): void {
  context.invoke('ecs', 'UpdateService', { ...scalableService(resourceId), desiredCount });
}

function describe(context: Context, cluster: string, service: string): DescribedService | undefined {
  try {
    const answer = context.invoke('ecs', 'DescribeServices', { cluster, services: [service] });
    return (answer['services'] as DescribedService[])[0];
  } catch (error) {
    if (error instanceof AwsFault) return undefined;
    throw error;
  }
}
