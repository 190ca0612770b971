import type { ContinueServiceDeploymentRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { checkOneOf, invalidParameter } from '../../parameter-rules.ts';
import { setDue } from '../due-services.ts';
import { planNext } from '../engine/advance.ts';
import { rolledBackByCaller } from '../engine/lifecycle/hooks.ts';
import type { HookRecord } from '../engine/lifecycle/lifecycle-record.ts';
import { failPrimary, hookCause } from '../engine/rollback.ts';
import { sceneOf } from '../engine/scene.ts';
import { findServiceDeployment } from '../find-service.ts';
import type { ServiceDeploymentRecord, ServiceRecord, ServicesState } from '../state.ts';
import { wake } from '../wake.ts';

/**
 * ContinueServiceDeployment: answers a PAUSE hook that waits; CONTINUE when the action is left out (documented). The
 * deployment goes on when every hook of the stage is done.
 */
export function continueServiceDeployment(context: Context, input: Json): Json {
  const { serviceDeploymentArn = '', hookId = '', action } = input as Partial<ContinueServiceDeploymentRequest>;
  if (!/^ecs-[a-z]+-.+$/.test(hookId)) {
    throw invalidParameter('Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}');
  }
  checkOneOf('action', action, ['CONTINUE', 'ROLLBACK']);
  const record = findServiceDeployment(context, serviceDeploymentArn);
  const service = context.world.services.services.get(record.serviceArn);
  const hook = waitingHook(record, hookId);
  if (hook === undefined || service?.currentServiceDeployment !== record.arn) {
    throw invalidParameter(
      'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN',
    );
  }
  resolve(context, service, hook, action ?? 'CONTINUE');
  return { serviceDeploymentArn };
}

function waitingHook({ lifecycle }: ServiceDeploymentRecord, id: string): HookRecord | undefined {
  return lifecycle?.hooks.find((hook) => hook.id === id && hook.status === 'AWAITING_ACTION');
}

function resolve(context: Context, service: ServiceRecord, hook: HookRecord, action: string): void {
  const now = context.clock.now();
  const scene = sceneOf(context, service);
  // UNKNOWN: the status of a hook that is rolled back.
  hook.status = action === 'CONTINUE' ? 'SUCCEEDED' : 'FAILED';
  if (action === 'ROLLBACK') failPrimary(scene, hookCause(rolledBackByCaller(hook)), true, now);
  planNext(scene, now);
  wakeSoon(context.world.services, service, now);
  wake(context.world.services);
}

/** The stage after it begins a moment later, not within the call. */
function wakeSoon(state: ServicesState, service: ServiceRecord, now: number): void {
  setDue(state, service, Math.min(service.dueAt ?? Infinity, now + 1));
}
