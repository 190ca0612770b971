import type { StopTaskRequest } from '@aws-sdk/client-ecs';
import type { Json } from '../../../operation.ts';
import type { Context } from '../../../world.ts';
import { activeCluster } from '../../clusters/find-cluster.ts';
import { planNext } from '../engine/advance.ts';
import { followTargets } from '../engine/balancer-targets.ts';
import { tellToStop } from '../engine/task-step.ts';
import { toTaskArn } from '../find-service.ts';
import type { TaskRecord } from '../task-record.ts';
import { invalidParameter } from '../../parameter-rules.ts';
import { taskView } from '../views/task-view.ts';
import { sceneOf } from '../engine/scene.ts';
import { wake } from '../wake.ts';

/** StopTask: the answer still says RUNNING; a task that has stopped is answered as it is (recorded). */
export function stopTask(context: Context, input: Json): Json {
  const request = input as Partial<StopTaskRequest>;
  const cluster = activeCluster(context, request.cluster);
  const task = context.world.services.tasks.get(toTaskArn(cluster, request.task ?? ''));
  if (task === undefined) throw invalidParameter('The referenced task was not found.');
  const wasStopped = task.lastStatus === 'STOPPED';
  if (task.desiredStatus === 'RUNNING') stop(context, task, request.reason ?? 'Task stopped by user');
  return { task: taskView(task, { tags: false, health: false, attributes: !wasStopped }) };
}

function stop(context: Context, task: TaskRecord, reason: string): void {
  const now = context.clock.now();
  tellToStop(task, now, 'UserInitiated', reason);
  const service = context.world.services.services.get(task.serviceArn);
  if (service !== undefined) {
    service.steady = false;
    const scene = sceneOf(context, service);
    followTargets(scene, now);
    planNext(scene, now);
  }
  wake(context.world.services);
}
