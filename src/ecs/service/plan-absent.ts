import { Annotation } from '../../api/annotations.ts';
import { Reason } from '../../api/reasons.ts';
import type { Pending } from '../../api/status.ts';
import type { ServiceAction } from './action.ts';
import { clientToken, createInput } from './create-input.ts';
import type { ServiceOutcome } from './outcome.ts';
import { present } from './present.ts';
import type { ServiceFacts, ServicePlan } from './service-plan.ts';
import type { ServiceSituation } from './situation.ts';
import { handledNow } from './verbs.ts';

/** A service that DescribeServices misses is gone when it misses it again after this long (domain milliseconds). */
export const MISSING_AGAIN_MS = 10_000;

/** Plans for a service that is not there: it never was, it is gone, or ECS does not show it yet. */
export function planAbsentService(situation: ServiceSituation): ServicePlan {
  const { status, observed, taskDefinition, cluster } = situation;
  if (observed.clusterMissing === true) {
    const message = `Cluster ${cluster} does not exist in ${situation.scope.region}.`;
    return idle(situation, { kind: 'waiting', reason: Reason.DependencyNotReady, message });
  }
  if (status.serviceArn !== undefined && !isGone(situation)) return waitForSecondLook(situation);
  if (situation.spec.suspend === true) return suspended(situation);
  if (situation.spec.adoptionPolicy === 'Required') return waitForAdoption(situation);
  switch (taskDefinition.kind) {
    case 'unregistered':
      return idle(situation, { kind: 'progressing', message: taskDefinition.message, poll: 'reference' });
    case 'unavailable':
      return idle(situation, { kind: 'waiting', reason: Reason.DependencyNotReady, message: taskDefinition.message });
    case 'none':
      return idle(situation, {
        kind: 'stalled',
        reason: Reason.InvalidSpec,
        message: 'The service does not exist, and the spec names no task definition to create it with.',
      });
    case 'resolved':
      return create(situation, taskDefinition.arn);
  }
}

/** Plans while a deleted service of our name drains: the name is taken until it is INACTIVE. */
export function planDrainingService(situation: ServiceSituation): ServicePlan {
  const message = `A deleted service ${situation.serviceName} is still draining; ECS frees its name when it is INACTIVE.`;
  return idle(situation, { kind: 'waiting', reason: Reason.DependencyNotReady, message });
}

/** INACTIVE is gone at once; MISSING is gone when it is seen twice, {@link MISSING_AGAIN_MS} apart. */
export function isGone({ observed, status, domainNow }: ServiceSituation): boolean {
  if (observed.service?.status === 'INACTIVE' || observed.clusterMissing === true) return true;
  if (observed.service !== undefined) return false;
  return status.missingSince !== undefined && domainNow - Date.parse(status.missingSince) >= MISSING_AGAIN_MS;
}

/** The facts after a look that missed the service. */
export function missingFacts({ status, domainNow }: ServiceSituation): ServiceFacts {
  const { conditions: _conditions, observedGeneration: _generation, ...facts } = status;
  return { ...facts, missingSince: status.missingSince ?? new Date(domainNow).toISOString() };
}

function waitForSecondLook(situation: ServiceSituation): ServicePlan {
  const message = `ECS does not show service ${situation.serviceName}; looking again before it counts as gone.`;
  const plan = idle(situation, { kind: 'progressing', message, poll: 'absence' });
  return { ...plan, facts: missingFacts(situation) };
}

function waitForAdoption(situation: ServiceSituation): ServicePlan {
  const message = `There is no service ${situation.serviceName} in cluster ${situation.cluster} to adopt, and adoptionPolicy Required creates none.`;
  const plan = idle(situation, { kind: 'waiting', reason: Reason.DependencyNotReady, message });
  const { pending: _unsent, ...facts } = plan.facts;
  return { ...plan, facts };
}

function suspended(situation: ServiceSituation): ServicePlan {
  const { adoptionPolicy } = situation.spec;
  const verb = adoptionPolicy === 'Required' ? 'adopt (when it is there)' : 'create';
  const differences = [`${verb} service ${situation.serviceName}`];
  const plan = idle(situation, { kind: 'suspended', differences });
  const facts = { ...plan.facts, plan: differences };
  return { ...plan, facts, withheld: [{ differences, why: 'suspended' }] };
}

function create(situation: ServiceSituation, arn: string): ServicePlan {
  const input = createInput(situation, arn);
  const pending = pendingCreation(situation.uid, situation.status, situation.domainNow);
  const action: ServiceAction = { operation: 'CreateService', input, pending };
  const plan = idle(situation, { kind: 'progressing', message: 'Creating the service.', poll: 'rollout' });
  return {
    ...plan,
    actions: [action],
    changes: [`create service ${situation.serviceName}`],
    facts: { ...plan.facts, pending },
  };
}

/** A creation that is announced; it stays the same for every try. */
export function pendingCreation(
  uid: string,
  status: Pick<ServiceFacts, 'pending' | 'creations'>,
  now: number,
): Pending {
  const key = clientToken(uid, (status.creations ?? 0) + 1);
  if (status.pending?.operation === 'CreateService' && status.pending.key === key) return status.pending;
  return { operation: 'CreateService', key, since: new Date(now).toISOString() };
}

function idle(situation: ServiceSituation, outcome: ServiceOutcome): ServicePlan {
  return { actions: [], changes: [], withheld: [], notices: [], facts: factsWithoutService(situation), outcome };
}

/** What stays true when there is no service: whose it was to be, and how often it was created. */
function factsWithoutService(situation: ServiceSituation): ServiceFacts {
  const { status, taskDefinition, scope } = situation;
  const wanted = taskDefinition.kind === 'resolved' ? taskDefinition.arn : undefined;
  const { wanted: _wanted, inUse: _inUse, ...resolution } = status.taskDefinition ?? {};
  return present<ServiceFacts>({
    accountId: scope.accountId,
    region: scope.region,
    serviceName: situation.serviceName,
    creations: status.creations,
    selector: status.selector,
    history: status.history,
    pending: status.pending,
    taskDefinition: { ...resolution, ...(wanted === undefined ? {} : { wanted }) },
    lastHandled: handledNow(situation, Object.values(Annotation)),
  });
}
