import { Reason } from '../../api/reasons.ts';
import type { EcsService } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import { afterAction } from '../../ecs/service/after-action.ts';
import { planServiceDeletion, planServiceRelease } from '../../ecs/service/deletion.ts';
import { statusWith } from '../../ecs/service/service-plan.ts';
import type { ObservedService, ServiceSituation } from '../../ecs/service/situation.ts';
import type { Session } from '../framework/session.ts';
import type { Verdict } from '../framework/verdict.ts';
import { sendAction } from './execute.ts';
import { addressOf } from './service-address.ts';
import { situationOf } from './service-situation.ts';
import { readStoppedTasks } from './stopped-tasks.ts';
import type { UnsentRollouts } from './unsent-rollouts.ts';

/** Deletes the service and waits until it is INACTIVE. */
export async function removeService(session: Session<EcsService>, unsent: UnsentRollouts): Promise<Verdict | 'gone'> {
  let situation = deletionSituation(session, await observe(session));
  const plan = planServiceDeletion(situation);
  const result = plan.kind === 'delete' ? await deleteNow(session, situation, unsent) : plan;
  if (result === 'gone' || result.kind === 'gone') return gone(session, unsent);
  situation = { ...situation, status: session.facts };
  session.facts = statusWith(situation.status, result.facts);
  return { kind: 'waiting', reason: Reason.Deleting, message: result.message, againMs: result.afterMs };
}

type Waiting = Exclude<ReturnType<typeof planServiceDeletion>, { kind: 'delete' }>;

async function deleteNow(
  session: Session<EcsService>,
  situation: ServiceSituation,
  unsent: UnsentRollouts,
): Promise<Waiting | 'gone'> {
  const plan = planServiceDeletion(situation);
  if (plan.kind !== 'delete') return plan;
  try {
    const answer = await sendAction(session, plan.action, unsent, session.facts);
    const after = planServiceDeletion({ ...situation, observed: afterAction(situation.observed, plan.action, answer) });
    return after.kind === 'delete' ? 'gone' : after;
  } catch (error) {
    if (error instanceof AwsError && error.class === 'notFound') return 'gone';
    throw error;
  }
}

function gone(session: Session<EcsService>, unsent: UnsentRollouts): 'gone' {
  unsent.forget(session.object.metadata.uid);
  return 'gone';
}

/** Takes our tags off a service that stays when its object goes. */
export async function releaseService(session: Session<EcsService>, unsent: UnsentRollouts): Promise<void> {
  const observed = await observe(session);
  for (const action of planServiceRelease({ observed, owner: session.owner })) {
    await sendAction(session, action, unsent, session.facts);
  }
}

async function observe(session: Session<EcsService>): Promise<ObservedService> {
  const { cluster, serviceName } = addressOf(session.object);
  const reading = await session.aws.readService(cluster, serviceName, session.call);
  if (reading.kind === 'found') {
    const { service } = reading;
    if (!drainsForLong(session, service.status)) return { service };
    return { service, failedTasks: await readStoppedTasks(session, { cluster, serviceName }) };
  }
  return { service: undefined, clusterMissing: reading.clusterMissing };
}

/** Wall milliseconds after which the tasks that a deletion waits for are named. */
const DRAIN_PATIENCE_MS = 120_000;

function drainsForLong({ object, deps }: Session<EcsService>, status: string | undefined): boolean {
  const { deletionTimestamp } = object.metadata;
  if (status !== 'DRAINING' || deletionTimestamp === undefined) return false;
  return deps.clocks.wall.now() - Date.parse(deletionTimestamp) >= DRAIN_PATIENCE_MS;
}

function deletionSituation(session: Session<EcsService>, observed: ObservedService): ServiceSituation {
  const scaling = { target: 'unknown', scaling: 'unknown' } as const;
  return situationOf(session, { taskDefinition: { kind: 'none' }, observed, scaling });
}
