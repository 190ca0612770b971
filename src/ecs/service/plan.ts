import type { Service } from '@aws-sdk/client-ecs';
import type { EcsServiceStatus } from '../../api/status.ts';
import type { Refusal } from './identity.ts';
import { refuseService, refuseWantedController } from './identity.ts';
import { leavingIgnored } from './ignored-differences.ts';
import { planAbsentService, planDrainingService } from './plan-absent.ts';
import { planExistingService } from './plan-existing.ts';
import { present } from './present.ts';
import type { ServiceFacts, ServicePlan } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';

/**
 * Decides what to do about one EcsService that is not being deleted. Pure: the same situation gives the same plan, for
 * the controller and for a user who asks what would happen. After the actions were carried out, planning again with
 * their answers gives no action and the facts to record.
 */
export function planService(situation: ServiceSituation): ServicePlan {
  const service = liveService(situation);
  const unsupported = refuseWantedController(situation);
  if (unsupported !== undefined) return refused(situation, unsupported);
  if (service === undefined) return planAbsentService(situation);
  if (service.status === 'DRAINING') return planDrainingService(situation);
  const notOurs = refuseService(situation, service);
  if (notOurs !== undefined) return refused(situation, notOurs);
  return planExistingService(leavingIgnored(forgetOtherService(situation, service)), service);
}

/** The service unless it is gone; INACTIVE ones stay describable for a while. */
export function liveService({ observed }: Pick<ServiceSituation, 'observed'>): Service | undefined {
  return observed.service?.status === 'INACTIVE' ? undefined : observed.service;
}

/** A service of ours that was created again has the same ARN; nothing that is known of the former holds for it. */
function forgetOtherService(situation: ServiceSituation, service: Service): ServiceSituation {
  const { status } = situation;
  const createdAt = service.createdAt?.toISOString();
  if (status.serviceCreatedAt === undefined || status.serviceCreatedAt === createdAt) return situation;
  const known = present<EcsServiceStatus>({
    ...status,
    adopted: undefined,
    rollout: undefined,
    ownedFields: undefined,
    appliedHashes: undefined,
    ownedTagKeys: undefined,
    releasedDesiredCount: undefined,
    appliedDesiredCount: undefined,
  });
  return { ...situation, status: known };
}

function refused(situation: ServiceSituation, { reason, message }: Refusal): ServicePlan {
  // The name is taken, so a creation that was announced did not happen.
  const { conditions: _conditions, observedGeneration: _generation, pending: _unsent, ...facts } = situation.status;
  return {
    actions: [],
    changes: [],
    withheld: [],
    notices: [],
    facts: facts satisfies ServiceFacts,
    outcome: { kind: 'stalled', reason, message },
  };
}
