import type { Service, ServiceDeployment, ServiceRevision } from '@aws-sdk/client-ecs';
import type { EcsService } from '../../api/resources.ts';
import type { RolloutStatus } from '../../api/status.ts';
import { AwsError } from '../../aws/errors.ts';
import { deploymentNumber, isDeploymentOf } from '../../ecs/service/assess-rollout.ts';
import { primaryDeployment } from '../../ecs/service/live-fields.ts';
import { neededReads, needsFailedTasks } from '../../ecs/service/needed-reads.ts';
import type { NeededReads } from '../../ecs/service/needed-reads.ts';
import type { ObservedService, RecentDeployment } from '../../ecs/service/situation.ts';
import type { Session } from '../framework/session.ts';
import type { RevisionCache } from './revision-cache.ts';
import type { ServiceAddress } from './service-address.ts';
import { readStoppedTasks } from './stopped-tasks.ts';

/** How many of the newest service deployments are searched for ours. */
const LISTED_DEPLOYMENTS = 20;

/** Reads the service, and what else this look needs to know; a settled service takes one batched read and no more. */
export async function observeService(
  session: Session<EcsService>,
  { cluster, serviceName }: ServiceAddress,
  options: { readonly unsent: boolean; readonly revisions: RevisionCache },
): Promise<ObservedService> {
  const reading = await session.aws.readService(cluster, serviceName, session.call);
  if (reading.kind === 'absent') return { service: undefined, clusterMissing: reading.clusterMissing };
  const { service } = reading;
  if (service.status !== 'ACTIVE') return { service };
  const needed = neededReads(session.object.spec, session.facts, service, options.unsent);
  const deployment = await readDeployment(session, needed, { cluster, serviceName });
  return {
    service,
    deployment,
    recent: needed.recent ? await readRecent(session, { cluster, serviceName }) : undefined,
    revision: needed.revision ? await readPrimaryRevision(session, service, options.revisions) : undefined,
    failedTasks: needsFailedTasks(session.facts, service, deployment)
      ? await readStoppedTasks(session, { cluster, serviceName })
      : undefined,
  };
}

async function readDeployment(
  session: Session<EcsService>,
  { deployment }: NeededReads,
  address: ServiceAddress,
): Promise<ServiceDeployment | undefined> {
  const { rollout } = session.facts;
  if (deployment === undefined || rollout === undefined) return undefined;
  try {
    const arn = deployment === 'find' ? await findDeployment(session, rollout, address) : deployment.arn;
    return arn === undefined ? undefined : await session.aws.readServiceDeployment(arn, session.call);
  } catch (error) {
    // Where ECS has no service deployments to describe, the deployment list tells.
    if (error instanceof AwsError && (error.class === 'notFound' || error.class === 'terminal')) return undefined;
    throw error;
  }
}

/** `Service.currentServiceDeployment` lags; the list is searched for the deployment of our own target revision. */
async function findDeployment(
  session: Session<EcsService>,
  rollout: RolloutStatus,
  address: ServiceAddress,
): Promise<string | undefined> {
  const listed = await listDeployments(session, address, LISTED_DEPLOYMENTS);
  return listed.find((brief) => isDeploymentOf(rollout, brief.targetServiceRevisionArn))?.serviceDeploymentArn;
}

async function listDeployments(
  session: Session<EcsService>,
  { cluster, serviceName }: ServiceAddress,
  maxResults: number,
): Promise<NonNullable<Awaited<ReturnType<typeof callList>>['serviceDeployments']>> {
  const answer = await callList(session, { cluster, service: serviceName, maxResults });
  return answer.serviceDeployments ?? [];
}

function callList(session: Session<EcsService>, input: { cluster: string; service: string; maxResults: number }) {
  return session.aws.call('ListServiceDeployments', input, session.call);
}

/** The newest service deployment with its target revision: what ECS remembers where status does not. */
async function readRecent(session: Session<EcsService>, address: ServiceAddress): Promise<RecentDeployment[]> {
  const [newest] = await listDeployments(session, address, 1);
  if (newest?.serviceDeploymentArn === undefined) return [];
  const deployment = await session.aws.readServiceDeployment(newest.serviceDeploymentArn, session.call);
  if (deployment === undefined) return [];
  if (deployment.status === 'SUCCESSFUL') return [{ deployment }];
  const revision = await describeRevision(session, deployment.targetServiceRevision?.arn);
  return [{ deployment, revision }];
}

async function readPrimaryRevision(
  session: Session<EcsService>,
  service: Service,
  revisions: RevisionCache,
): Promise<ServiceRevision | undefined> {
  const number = deploymentNumber(primaryDeployment(service)?.id);
  const arn = service.currentServiceRevisions?.find((revision) => deploymentNumber(revision.arn) === number)?.arn;
  if (arn === undefined) return undefined;
  const revision = revisions.get(arn) ?? (await describeRevision(session, arn));
  if (revision !== undefined) revisions.set(arn, revision);
  return revision;
}

async function describeRevision(
  session: Session<EcsService>,
  arn: string | undefined,
): Promise<ServiceRevision | undefined> {
  if (arn === undefined) return undefined;
  const answer = await session.aws.call('DescribeServiceRevisions', { serviceRevisionArns: [arn] }, session.call);
  return answer.serviceRevisions?.[0];
}
