import type { Service } from '@aws-sdk/client-ecs';
import { EventReason } from '../../api/event-reasons.ts';
import type { EcsService } from '../../api/resources.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import { AwsError } from '../../aws/errors.ts';
import type { AwsErrorClass } from '../../aws/errors.ts';
import type { AwsPort, CallContext } from '../../aws/port.ts';
import type { ServiceAction } from '../../ecs/service/action.ts';
import { lastSegment } from '../../ecs/names.ts';
import { present } from '../../ecs/service/present.ts';
import type { Session } from '../framework/session.ts';
import type { UnsentRollouts } from './unsent-rollouts.ts';

/** The service as the call shows it; `refused`: an answer to a gate came too late. */
export interface SentAnswer {
  readonly service?: Service | undefined;
  readonly refused?: true;
}

/** What an announcement changes in status; it stands again when AWS refuses the call. */
export type BeforeAnnouncement = Pick<EcsServiceStatus, 'lastHandled' | 'rollout' | 'history' | 'failedTasks'>;

/**
 * Sends one call of a plan. It is sent once: after an unclear answer the next reconcile looks what became of it, and
 * plans again.
 *
 * @param before what stood in status before the call was announced: verbs that AWS refuses are still owed, and a rollout
 *   that it refuses is none
 */
export async function sendAction(
  session: Session<EcsService>,
  action: ServiceAction,
  unsent: UnsentRollouts,
  before: BeforeAnnouncement,
): Promise<SentAnswer> {
  const { uid } = session.object.metadata;
  const call = { ...session.call, onSend: (): void => unsent.sending(uid) };
  try {
    return await send(session.aws, action, call);
  } catch (error) {
    if (isLateAnswer(action, error)) return refuseLate(session, error);
    // AWS refused the call: what was announced has certainly not happened.
    if (error instanceof AwsError && error.class !== 'transient') noEffect({ session, unsent, before }, action, error);
    throw namingTaskDefinition(action, error);
  }
}

async function send(aws: AwsPort, action: ServiceAction, call: CallContext): Promise<SentAnswer> {
  switch (action.operation) {
    case 'CreateService':
      return aws.call('CreateService', action.input, call);
    case 'UpdateService':
      return aws.call('UpdateService', action.input, call);
    case 'DeleteService':
      return aws.call('DeleteService', action.input, call);
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
}

/** ECS does not say which task definition it does not find. */
function namingTaskDefinition(action: ServiceAction, error: unknown): unknown {
  if (action.operation !== 'CreateService' && action.operation !== 'UpdateService') return error;
  const { taskDefinition } = action.input;
  if (!(error instanceof AwsError) || error.missing !== 'taskDefinition' || taskDefinition === undefined) return error;
  const { code, operation, requestId, awsMessage } = error;
  const message = `${awsMessage} The spec asks for ${lastSegment(taskDefinition)}.`;
  return new AwsError({ class: error.class, missing: error.missing }, operation, { code, message, requestId }, error);
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
  readonly before: BeforeAnnouncement;
}

function noEffect({ session, unsent, before }: Announcement, action: ServiceAction, error: AwsError): void {
  const { uid } = session.object.metadata;
  // A throttled call goes out again as it was announced.
  if (error.class === 'throttle') return unsent.announce(uid, session.facts.rollout);
  unsent.forget(uid);
  const { lastHandled: _verbs, rollout: _rollout, history: _history, failedTasks: _tasks, ...facts } = session.facts;
  const { pending: _refused, ...withoutPending } = facts;
  const { lastHandled, rollout, history, failedTasks } = before;
  const kept = 'pending' in action ? withoutPending : facts;
  session.facts = { ...kept, ...present<BeforeAnnouncement>({ lastHandled, rollout, history, failedTasks }) };
}
