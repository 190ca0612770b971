import type { LoadBalancer } from '@aws-sdk/client-ecs';
import { healthView } from '../../../elastic-load-balancing-v2/target-health.ts';
import type { TargetGroupRecord, TargetRecord } from '../../../elastic-load-balancing-v2/state.ts';
import {
  deregisterTarget,
  deregistrationDelay,
  findTarget,
  registerTarget,
} from '../../../elastic-load-balancing-v2/targets.ts';
import type { TaskRecord, TaskTarget } from '../task-record.ts';
import { addEvent } from './events.ts';
import { noteFailure } from './failures.ts';
import { tasksOf, type Scene } from './scene.ts';
import { tellToStop } from './task-step.ts';

/** From a task's being told to stop until its targets are deregistered (reported, by service events). */
const DEREGISTERED_MS = 10_000;

/**
 * Keeps the targets of a service's tasks, in those of its target groups that were made through the API: running tasks are
 * registered, count once their targets are healthy, go when a target is unhealthy after the
 * grace period, and drain before they stop. Other groups are left alone: their targets are healthy at once.
 */
export function followTargets(scene: Scene, at: number): void {
  if (scene.world.balancing.targetGroups.size === 0) return;
  const tasks = tasksOf(scene);
  register(scene, tasks.filter(isServing), at);
  for (const task of tasks) if (isServing(task)) watchTargets(scene, task, at);
  for (const task of tasks) if (task.desiredStatus === 'STOPPED') beginLeaving(scene, task, at);
  deregister(
    scene,
    tasks.filter((task) => task.targetsLeaveAt !== undefined && task.targetsLeaveAt <= at),
    at,
  );
}

/** When targets of the service have to be looked at again. */
export function targetDueTimes(scene: Scene, at: number): (number | undefined)[] {
  return tasksOf(scene).flatMap((task) => {
    if (task.targets === undefined) return [];
    if (!isServing(task)) return [task.targetsLeaveAt];
    const changes = targetsOf(scene, task).flatMap(({ group, target }) => healthTimes(scene, group, target));
    return [...changes.filter((time) => time > at), graceEnds(scene, task)];
  });
}

function healthTimes(scene: Scene, group: TargetGroupRecord, target: TargetRecord): number[] {
  const view = healthView(scene.world.balancing, group);
  return [target.failing === undefined ? view.healthyAt(target) : view.unhealthyAt(target)];
}

function isServing(task: TaskRecord): boolean {
  return task.lastStatus === 'RUNNING' && task.desiredStatus === 'RUNNING';
}

function register(scene: Scene, tasks: readonly TaskRecord[], at: number): void {
  const counts = new Map<string, number>();
  for (const task of tasks.filter(({ targets }) => targets === undefined)) {
    task.targets = plannedTargets(scene, task);
    for (const { targetGroupArn, id, port } of task.targets) {
      const group = scene.world.balancing.targetGroups.get(targetGroupArn);
      if (group === undefined) continue;
      const target = registerTarget(group, { id, port, zone: task.availabilityZone }, at);
      if (failsByFate(task)) target.failing = { since: at, reason: 'Health checks failed' };
      counts.set(targetGroupArn, (counts.get(targetGroupArn) ?? 0) + 1);
    }
    // From now on the target's health decides.
    if (task.targets.length > 0) task.plan = task.plan.filter(({ step }) => step !== 'fail-balancer-check');
  }
  for (const [group, count] of counts) addEvent(scene, at, `registered ${count} targets in (target-group ${group})`);
}

/**
 * The targets that a task is to have, for each load balancer of its revision: its own address at the container's port, or
 * its instance at the port that the container's is mapped to, as the group takes them.
 */
function plannedTargets(scene: Scene, task: TaskRecord): TaskTarget[] {
  const revision = scene.world.services.revisions.get(task.revisionArn);
  return (revision?.loadBalancers ?? []).flatMap((balancer, index) => {
    const arn = revision?.targetGroups?.[index] ?? balancer.targetGroupArn ?? '';
    const type = scene.world.balancing.targetGroups.get(arn)?.settings.TargetType;
    if (type === 'ip') return [{ targetGroupArn: arn, id: task.attachment.address, port: balancer.containerPort }];
    return type === 'instance' ? instanceTarget(scene, task, arn, balancer) : [];
  });
}

function instanceTarget({ world }: Scene, task: TaskRecord, arn: string, balancer: LoadBalancer): TaskTarget[] {
  const instance = world.services.instances.get(task.containerInstanceArn ?? '');
  const container = task.containers.find(({ name }) => name === balancer.containerName);
  const binding = container?.bindings?.find(({ containerPort }) => containerPort === balancer.containerPort);
  if (instance === undefined || binding === undefined) return [];
  return [{ targetGroupArn: arn, id: instance.ec2InstanceId, port: binding.hostPort }];
}

function failsByFate({ plan }: TaskRecord): boolean {
  return plan.some(({ step }) => step === 'fail-balancer-check');
}

/** A task counts as healthy while its targets are, and it passes its own checks. */
function watchTargets(scene: Scene, task: TaskRecord, at: number): void {
  const targets = targetsOf(scene, task);
  if (targets.length === 0) return;
  const health = targets.map(({ group, target }) => ({
    arn: group.arn,
    port: target.port,
    ...healthView(scene.world.balancing, group).healthOf(target, at),
  }));
  const bad = health.find(({ State: state }) => state === 'unhealthy');
  if (bad !== undefined || health.some(({ State: state }) => state === 'initial')) task.healthySince = undefined;
  else if (passesOwnChecks(task)) task.healthySince ??= at;
  if (bad === undefined || at < graceEnds(scene, task)) return;
  const reason = `due to (reason ${bad.Description})`;
  addEvent(scene, at, `(task ${task.id}) (port ${bad.port}) is unhealthy in (target-group ${bad.arn}) ${reason}`);
  tellToStop(task, at, 'ServiceSchedulerInitiated', `Task failed ELB health checks in (target-group ${bad.arn})`);
  noteFailure(scene, task, at);
}

function passesOwnChecks(task: TaskRecord): boolean {
  const checked = task.containers.filter(({ healthChecked, essential }) => healthChecked && essential);
  return checked.every(({ healthStatus }) => healthStatus === 'HEALTHY');
}

function graceEnds({ service }: Scene, { startedAt = 0 }: TaskRecord): number {
  return startedAt + service.settings.healthCheckGracePeriodSeconds * 1_000;
}

/**
 * A task that is told to stop while it runs stays until its targets have drained; one that ended by itself leaves them
 * at once.
 */
function beginLeaving(scene: Scene, task: TaskRecord, at: number): void {
  if (task.targets === undefined || task.targetsLeaveAt !== undefined) return;
  if (task.lastStatus !== 'RUNNING') {
    task.targetsLeaveAt = at;
    return;
  }
  const toldAt = task.stoppingAt ?? at;
  const delays = targetsOf(scene, task).map(({ group }) =>
    group.usedSince === undefined ? 0 : deregistrationDelay(group),
  );
  if (delays.length === 0) return;
  task.targetsLeaveAt = toldAt + DEREGISTERED_MS;
  const later = DEREGISTERED_MS + Math.max(...delays);
  task.plan = task.plan.map(({ at: due, step }) => ({ at: due + later, step }));
}

function deregister(scene: Scene, tasks: readonly TaskRecord[], at: number): void {
  const counts = new Map<string, number>();
  const drained = new Map<string, number>();
  for (const task of tasks) {
    const targets = targetsOf(scene, task);
    for (const { group, target } of targets) {
      deregisterTarget(group, target, at);
      counts.set(group.arn, (counts.get(group.arn) ?? 0) + 1);
    }
    if (targets.length > 0) drained.set(task.deploymentId, (drained.get(task.deploymentId) ?? 0) + 1);
    task.targets = undefined;
    task.targetsLeaveAt = undefined;
    if (task.lastStatus !== 'RUNNING') continue;
    task.lastStatus = 'DEACTIVATING';
    task.version += 1;
  }
  for (const [group, count] of counts) addEvent(scene, at, `deregistered ${count} targets in (target-group ${group})`);
  for (const [deployment, count] of drained) {
    addEvent(scene, at, `has begun draining connections on ${count} tasks.`, deployment);
  }
}

/** The targets of a task that are still registered, with their groups. */
function targetsOf({ world }: Scene, task: TaskRecord): { group: TargetGroupRecord; target: TargetRecord }[] {
  return (task.targets ?? []).flatMap((name) => {
    const group = world.balancing.targetGroups.get(name.targetGroupArn);
    const target = group && findTarget(group, name);
    return group === undefined || target === undefined ? [] : [{ group, target }];
  });
}
