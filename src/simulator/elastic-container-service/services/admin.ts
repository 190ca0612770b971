import { AdminError, adminAction } from '../../admin-action.ts';
import type { Json } from '../../operation.ts';
import type { Context, WorldOperation } from '../../world.ts';
import { setInstances } from '../container-instances/admin.ts';
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

interface KillRequest {
  readonly cluster?: string;
  readonly service?: string;
  readonly count?: number;
  readonly tasks?: readonly string[];
}

interface AlarmRequest {
  readonly name: string;
  readonly state: AlarmState;
}

interface HookRequest extends HookAnswer {
  readonly functionArn: string;
}

interface ServiceRequest {
  readonly cluster?: string;
  readonly service: string;
}

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };

/** Actions of `POST /_sim/services/<name>`: what happens to services and tasks without an API call. */
export const serviceAdminActions: Record<string, WorldOperation> = {
  'kill-tasks': adminAction<KillRequest>(
    { members: { cluster: text, service: text, count: { type: 'integer', minimum: 0 }, tasks: texts } },
    killTasks,
  ),
  'set-alarm': adminAction<AlarmRequest>(
    { members: { name: text, state: { enum: ['OK', 'ALARM', 'INSUFFICIENT_DATA'] } }, required: ['name', 'state'] },
    setAlarm,
  ),
  'set-hook': adminAction<HookRequest>(
    {
      members: {
        functionArn: text,
        hookStatus: { enum: ['SUCCEEDED', 'FAILED', 'IN_PROGRESS', null] },
        callBackDelay: { type: 'number', minimum: 0 },
      },
      required: ['functionArn', 'hookStatus'],
    },
    setHook,
  ),
  'hook-calls': adminAction({ members: {} }, hookCalls),
  'set-instances': setInstances,
  'shorten-arn': adminAction<ServiceRequest>(
    { members: { cluster: text, service: text }, required: ['service'] },
    shortenArn,
  ),
};

/**
 * Ends running tasks as a Spot interruption does: of a service (`cluster`, `service`, `count`; all when absent), which
 * replaces them, or those that `tasks` names.
 */
function killTasks(context: Context, request: KillRequest): Json {
  const now = context.clock.now();
  const chosen = tasksMeant(context, request).filter((task) => task.desiredStatus === 'RUNNING');
  for (const task of chosen.slice(0, request.count)) interrupt(context, task, now);
  wake(context.world.services);
  return { taskArns: chosen.slice(0, request.count).map((task) => task.arn) };
}

function tasksMeant(context: Context, { cluster: reference, service, tasks }: KillRequest): readonly TaskRecord[] {
  if (tasks === undefined) {
    if (service === undefined) throw new AdminError('body must have service or tasks');
    return tasksOf(sceneOf(context, findService(context, { cluster: reference, service })));
  }
  const cluster = activeCluster(context, reference);
  return tasks.flatMap((task) => context.world.services.tasks.get(toTaskArn(cluster, task)) ?? []);
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
function setAlarm(context: Context, { name, state }: AlarmRequest): Json {
  context.world.services.alarmStates.set(name, state);
  return {};
}

/**
 * What the Lambda function `functionArn` answers from now on: `hookStatus` SUCCEEDED, FAILED, IN_PROGRESS (called again
 * after `callBackDelay` seconds), or null for a function that raises, times out or forgets it.
 */
function setHook(context: Context, { functionArn, hookStatus, callBackDelay }: HookRequest): Json {
  context.world.services.hookAnswers.set(functionArn, { hookStatus, callBackDelay });
  return {};
}

/** How the functions of lifecycle hooks were called, oldest first. */
function hookCalls(context: Context): Json {
  const calls = context.world.services.hookCalls;
  return { calls: calls.map(({ at, ...call }) => ({ at: new Date(at).toISOString(), ...call })) };
}

/** `service` of `cluster` is one of before 2021: its ARN does not name the cluster. */
function shortenArn(context: Context, request: ServiceRequest): Json {
  const service = findService(context, request);
  service.hasShortArn = true;
  return { serviceArn: shownArn(service) };
}
