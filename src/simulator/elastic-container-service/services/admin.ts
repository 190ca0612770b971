import type { Json } from '../../operation.ts';
import type { Context, WorldOperation } from '../../world.ts';
import { setInstances } from '../container-instances/admin.ts';
import { checkOneOf, invalidParameter } from '../parameter-rules.ts';
import { planNext } from './engine/advance.ts';
import { noteFailure } from './engine/failures.ts';
import type { HookAnswer } from './engine/lifecycle/lifecycle-record.ts';
import { sceneOf, tasksOf } from './engine/scene.ts';
import { tellToStop } from './engine/task-step.ts';
import { activeCluster } from '../clusters/find-cluster.ts';
import { findService, shownArn, toTaskArn } from './find-service.ts';
import type { AlarmState } from './state.ts';
import type { TaskRecord } from './task-record.ts';
import { wake } from './wake.ts';

/** Actions of `POST /_sim/services/<name>`: what happens to services and tasks without an API call. */
export const serviceAdminActions: Record<string, WorldOperation> = {
  'kill-tasks': killTasks,
  'set-alarm': setAlarm,
  'set-hook': setHook,
  'hook-calls': hookCalls,
  'set-instances': setInstances,
  'shorten-arn': shortenArn,
};

/**
 * Ends running tasks as a Spot interruption does: of a service (`cluster`, `service`, `count`; all when absent), which
 * replaces them, or those that `tasks` names.
 */
function killTasks(context: Context, input: Json): Json {
  const request = input as { cluster?: string; service?: string; count?: number; tasks?: string[] };
  const now = context.clock.now();
  const chosen = tasksMeant(context, request).filter((task) => task.desiredStatus === 'RUNNING');
  for (const task of chosen.slice(0, request.count)) interrupt(context, task, now);
  wake(context.world.services);
  return { taskArns: chosen.slice(0, request.count).map((task) => task.arn) };
}

function tasksMeant(
  context: Context,
  request: { cluster?: string; service?: string; tasks?: string[] },
): readonly TaskRecord[] {
  if (request.tasks === undefined) {
    return tasksOf(sceneOf(context, findService(context, { cluster: request.cluster, service: request.service })));
  }
  const cluster = activeCluster(context, request.cluster);
  return request.tasks.flatMap((task) => context.world.services.tasks.get(toTaskArn(cluster, task)) ?? []);
}

function interrupt(context: Context, task: TaskRecord, now: number): void {
  tellToStop(task, now, 'SpotInterruption', 'Your Spot Task was interrupted.');
  const service = context.world.services.services.get(task.serviceArn);
  if (service === undefined) return;
  const scene = sceneOf(context, service);
  if (service.status === 'ACTIVE') noteFailure(scene, task, now);
  planNext(scene, now);
}

/** A CloudWatch alarm is in this state from now on (`name`, `state`): deployments that watch it look every 20 s. */
function setAlarm(context: Context, input: Json): Json {
  const { name, state } = input as { name?: string; state?: AlarmState };
  if (name === undefined || name === '') throw invalidParameter('name is missing');
  if (state === undefined) throw invalidParameter('state is missing');
  checkOneOf('state', state, ['OK', 'ALARM', 'INSUFFICIENT_DATA']);
  context.world.services.alarmStates.set(name, state);
  return {};
}

/**
 * What the Lambda function `functionArn` answers from now on: `hookStatus` SUCCEEDED, FAILED, IN_PROGRESS (called again
 * after `callBackDelay` seconds), or null for a function that raises, times out or forgets it.
 */
function setHook(context: Context, input: Json): Json {
  const { functionArn, hookStatus, callBackDelay } = input as { functionArn?: string } & Partial<HookAnswer>;
  if (functionArn === undefined) throw invalidParameter('functionArn is missing');
  if (hookStatus === undefined) throw invalidParameter('hookStatus is missing');
  if (hookStatus !== null) checkOneOf('hookStatus', hookStatus, ['SUCCEEDED', 'FAILED', 'IN_PROGRESS']);
  context.world.services.hookAnswers.set(functionArn, { hookStatus, callBackDelay });
  return {};
}

/** How the functions of lifecycle hooks were called, oldest first. */
function hookCalls(context: Context): Json {
  const calls = context.world.services.hookCalls;
  return { calls: calls.map(({ at, ...call }) => ({ at: new Date(at).toISOString(), ...call })) };
}

/** `service` of `cluster` is one of before 2021: its ARN does not name the cluster. */
function shortenArn(context: Context, input: Json): Json {
  const service = findService(context, input as { cluster?: string; service: string });
  service.hasShortArn = true;
  return { serviceArn: shownArn(service) };
}
