import type { DeploymentLifecycleHook, DeploymentLifecycleHookStage } from '@aws-sdk/client-ecs';
import { letters, uuid } from '../../../../identifiers.ts';
import { isAssumable } from '../../roles.ts';
import type { ServiceDeploymentRecord } from '../../state.ts';
import type { Scene } from '../scene.ts';
import { TIMINGS } from '../timings.ts';
import type { HookAnswer, HookRecord } from './lifecycle-record.ts';

/** So many calls are remembered. */
const MOST_CALLS = 1_000;

/** Why a hook ends a deployment. The event has its own wording where the two were seen to differ. */
export interface HookFailure {
  readonly reason: string;
  readonly event: string;
}

/** The executions that begin when a phase with this hook stage does: all of them at once (documented). */
export function beginHooks(
  scene: Scene,
  configured: readonly DeploymentLifecycleHook[],
  stage: DeploymentLifecycleHookStage,
  at: number,
): HookRecord[] {
  return configured
    .filter(({ lifecycleStages }) => (lifecycleStages ?? []).includes(stage))
    .map((hook) => beginHook(scene, hook, stage, at));
}

function beginHook(
  scene: Scene,
  hook: DeploymentLifecycleHook,
  stage: DeploymentLifecycleHookStage,
  at: number,
): HookRecord {
  const pause = hook.targetType === 'PAUSE';
  const { timeoutInMinutes, action = 'ROLLBACK' } = hook.timeoutConfiguration ?? {};
  return {
    id: `ecs-${pause ? 'pause' : 'lambda'}-${letters(scene.random, 43)}`,
    targetType: pause ? 'PAUSE' : 'AWS_LAMBDA',
    targetArn: pause ? undefined : hook.hookTargetArn,
    stage,
    hookDetails: hook.hookDetails,
    roleArn: hook.roleArn,
    status: pause ? 'AWAITING_ACTION' : 'IN_PROGRESS',
    callAt: pause ? undefined : at + TIMINGS.hookAnswers,
    expiresAt: at + (timeoutInMinutes === undefined ? TIMINGS.hookTimeout : timeoutInMinutes * 60_000),
    timeoutAction: action,
  };
}

export function isOpen({ status }: HookRecord): boolean {
  return status === 'AWAITING_ACTION' || status === 'IN_PROGRESS';
}

/** Calls functions and ends waits that are due. Returns the first failure; a hook that failed stays so. */
export function runHooks(scene: Scene, record: ServiceDeploymentRecord, at: number): HookFailure | undefined {
  for (const hook of record.lifecycle?.hooks ?? []) {
    if (!isOpen(hook)) continue;
    if (at >= hook.expiresAt) {
      hook.status = 'TIMED_OUT';
      if (hook.timeoutAction === 'ROLLBACK') return timedOut(hook);
    } else if (hook.callAt !== undefined && at >= hook.callAt) {
      const failure = callFunction(scene, record, hook, at);
      if (failure !== undefined) return failure;
    }
  }
  return undefined;
}

/** A function that nobody described answers SUCCEEDED. */
function callFunction(
  scene: Scene,
  record: ServiceDeploymentRecord,
  hook: HookRecord,
  at: number,
): HookFailure | undefined {
  const { hookAnswers, hookCalls } = scene.world.services;
  const functionArn = hook.targetArn ?? '';
  if (!isAssumable(scene.world.outer, hook.roleArn)) {
    hook.status = 'FAILED';
    return cannotAssume(hook);
  }
  if (hookCalls.length >= MOST_CALLS) hookCalls.shift();
  hookCalls.push({ at, functionArn, payload: payloadOf(scene, record, hook) });
  const answer = hookAnswers.get(functionArn) ?? { hookStatus: 'SUCCEEDED' };
  return takeAnswer(hook, answer, at);
}

function takeAnswer(hook: HookRecord, answer: HookAnswer, at: number): HookFailure | undefined {
  if (answer.hookStatus === 'IN_PROGRESS') {
    hook.callAt =
      at + (answer.callBackDelay === undefined ? TIMINGS.hookCallsAgain : Math.max(1, answer.callBackDelay) * 1_000);
    return undefined;
  }
  hook.callAt = undefined;
  hook.status = answer.hookStatus === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED';
  if (hook.status === 'SUCCEEDED') return undefined;
  return answer.hookStatus === 'FAILED' ? answeredFailed(hook) : answeredNothing(hook);
}

/** As a function is told of a deployment (reported): no old revision, and weights that were always empty. */
function payloadOf(scene: Scene, record: ServiceDeploymentRecord, hook: HookRecord): Record<string, unknown> {
  return {
    executionDetails: {
      testTrafficWeights: {},
      productionTrafficWeights: {},
      serviceArn: record.serviceArn,
      targetServiceRevisionArn: record.targetRevisionArn,
    },
    executionId: uuid(scene.random),
    lifecycleStage: hook.stage,
    resourceArn: record.arn,
    ...(hook.hookDetails === undefined ? {} : { hookDetails: hook.hookDetails }),
  };
}

function answeredFailed({ stage, targetArn }: HookRecord): HookFailure {
  const reason = `${failedAt(stage)} Lifecycle hook target ${targetArn} returned FAILED status.`;
  return { reason, event: reason };
}

function cannotAssume({ stage, roleArn }: HookRecord): HookFailure {
  const reason = `${failedAt(stage)} ECS was unable to assume role ${roleArn}`;
  return { reason, event: reason };
}

/** The documented reason and the event that was reported differ in a colon and a full stop. */
function answeredNothing({ stage, targetArn }: HookRecord): HookFailure {
  const text = `${failedAt(stage)} ECS was unable to parse the response from ${targetArn} due to`;
  return { reason: `${text} HookStatus must not be null`, event: `${text}: HookStatus must not be null.` };
}

function timedOut({ stage, targetType, targetArn }: HookRecord): HookFailure {
  const reason =
    targetType === 'PAUSE'
      ? `Service deployment rolled back because ${stage} pause hook timed out.`
      : // UNKNOWN: the text for a function that says IN_PROGRESS for too long.
        `${failedAt(stage)} Lifecycle hook target ${targetArn} timed out.`;
  return { reason, event: reason };
}

/** UNKNOWN: the text when ContinueServiceDeployment asks for a rollback. */
export function rolledBackByCaller({ stage }: HookRecord): HookFailure {
  const reason = `Service deployment rolled back because ${stage} pause hook was rolled back.`;
  return { reason, event: reason };
}

function failedAt(stage: string): string {
  return `Service deployment rolled back because ${stage} lifecycle hook(s) failed.`;
}
