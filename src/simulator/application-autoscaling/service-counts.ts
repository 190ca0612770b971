import { countTasks, tasksOf } from '../elastic-container-service/services/engine/scene.ts';
import { serviceArn } from '../elastic-container-service/services/find-service.ts';
import { AwsFault } from '../operation.ts';
import type { Context } from '../world.ts';
import { scalableService } from './scalable-resource.ts';

/** What scaling has to know of a service, as DescribeServices would tell it: asked for every minute, hence without it. */
export interface ServiceCounts {
  readonly desired: number;
  readonly running: number;
  /** A deployment is under way: no scale-in meanwhile (documented). */
  readonly deploying: boolean;
  readonly targetGroupArns: readonly string[];
}

interface DescribedService {
  readonly currentServiceRevisions?: readonly { readonly arn?: string }[];
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
  const { cluster, service: name } = scalableService(resourceId);
  const service = context.world.services.services.get(serviceArn(context, cluster, name));
  if (service === undefined || service.status !== 'ACTIVE') return undefined;
  return {
    desired: service.desiredCount,
    running: countTasks(tasksOf({ world: context.world, service })).running,
    deploying: service.deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS'),
    targetGroupArns: service.rollout.loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
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
