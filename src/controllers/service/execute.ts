import type { Service } from '@aws-sdk/client-ecs';
import { EventReason } from '../../api/event-reasons.ts';
import type { EcsService } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import type { AwsErrorClass } from '../../aws/errors.ts';
import type { ServiceAction } from '../../ecs/service/action.ts';
import type { Session } from '../framework/session.ts';
import type { UnsentRollouts } from './unsent-rollouts.ts';

/** The service as the call shows it; `refused`: an answer to a gate came too late. */
export interface SentAnswer {
  readonly service?: Service | undefined;
  readonly refused?: true;
}

/**
 * Sends one call of a plan. It is sent once: after an unclear answer the next reconcile looks what became of it, and
 * plans again.
 *
 * @param handledBefore the verbs handled before the call was announced: those of a call that AWS refuses are still owed
 */
export async function sendAction(
  session: Session<EcsService>,
  action: ServiceAction,
  unsent: UnsentRollouts,
  handledBefore: Record<string, string> | undefined,
): Promise<SentAnswer> {
  const { aws } = session;
  const { uid } = session.object.metadata;
  const call = { ...session.call, onSend: (): void => unsent.sending(uid) };
  try {
    switch (action.operation) {
      case 'CreateService':
        return await aws.call('CreateService', action.input, call);
      case 'UpdateService':
        return await aws.call('UpdateService', action.input, call);
      case 'DeleteService':
        return await aws.call('DeleteService', action.input, call);
      case 'ContinueServiceDeployment':
        await aws.call('ContinueServiceDeployment', action.input, call);
        return {};
      case 'StopServiceDeployment':
        await aws.call('StopServiceDeployment', action.input, call);
        return {};
      case 'TagResource':
        await aws.call('TagResource', action.input, call);
        return {};
      case 'UntagResource':
        await aws.call('UntagResource', action.input, call);
        return {};
    }
  } catch (error) {
    if (isLateAnswer(action, error)) return refuseLate(session, error);
    // AWS refused the call: what was announced has certainly not happened.
    if (error instanceof AwsError && error.class !== 'transient')
      noEffect({ session, unsent, handledBefore }, action, error);
    throw error;
  }
}

/**
 * An answer to a gate comes too late when somebody else was faster or the deployment has moved on: ECS refuses it. That is
 * no failure of the object, and must not be tried on the next gate.
 */
function isLateAnswer({ operation }: ServiceAction, error: unknown): error is AwsError {
  if (operation !== 'ContinueServiceDeployment' && operation !== 'StopServiceDeployment') return false;
  return error instanceof AwsError && LATE.has(error.class);
}

const LATE: ReadonlySet<AwsErrorClass> = new Set(['terminal', 'notFound', 'conflict']);

function refuseLate(session: Session<EcsService>, { message }: AwsError): SentAnswer {
  session.note({ type: 'Warning', reason: EventReason.AnswerRefused, message });
  return { refused: true };
}

interface Announcement {
  readonly session: Session<EcsService>;
  readonly unsent: UnsentRollouts;
  readonly handledBefore: Record<string, string> | undefined;
}

function noEffect({ session, unsent, handledBefore }: Announcement, action: ServiceAction, error: AwsError): void {
  unsent.announce(session.object.metadata.uid, session.facts.rollout);
  // A throttled call goes out again as it was announced.
  if (!('pending' in action) || error.class === 'throttle') return;
  const { pending: _refused, lastHandled: _announced, ...facts } = session.facts;
  session.facts = handledBefore === undefined ? facts : { ...facts, lastHandled: handledBefore };
}
