import { EventReason } from '../../api/event-reasons.ts';
import type { EcsService } from '../../api/resources.ts';
import type { ServiceAction } from '../../ecs/service/action.ts';
import type { ServicePlan } from '../../ecs/service/service-plan.ts';
import type { Session } from '../framework/session.ts';

type ServiceSession = Session<EcsService>;

/** Tells that a service was taken over. */
export function noteAdoption(session: ServiceSession): void {
  const { facts, object } = session;
  if (facts.adopted !== true || object.spec.suspend === true) return;
  const message = `Took over service ${facts.serviceName}; nothing but tags is changed unless the spec asks for it.`;
  session.note({ type: 'Normal', reason: EventReason.ServiceAdopted, message });
}

/** Tells what a call did that AWS has answered. Tags are no news. */
export function noteSent(session: ServiceSession, action: ServiceAction, { changes }: ServicePlan): void {
  const type = 'Normal';
  switch (action.operation) {
    case 'CreateService': {
      const message = `Created service ${session.facts.serviceName}.`;
      return session.note({ type, reason: EventReason.ServiceCreated, message });
    }
    case 'UpdateService':
      return session.note({ type, reason: EventReason.ServiceUpdated, message: `${changes.join('; ')}.` });
    case 'ContinueServiceDeployment': {
      const message = `Approved: the deployment goes on past hook ${action.input.hookId}.`;
      return session.note({ type, reason: EventReason.Approved, message });
    }
    case 'StopServiceDeployment':
      return session.note({ type, reason: EventReason.Aborted, message: 'Aborted: ECS rolls the deployment back.' });
    default:
      return undefined;
  }
}
