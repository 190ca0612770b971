import type { Service, ServiceDeployment, ServiceEvent, Task } from '@aws-sdk/client-ecs';
import type { EcsServiceStatus, RolloutStatus } from '../../api/status.ts';
import { lastSegment } from '../names.ts';

/** Everything that may tell why a rollout failed. */
export interface FailureEvidence {
  readonly rollout: RolloutStatus;
  readonly service: Service;
  readonly deployment: ServiceDeployment | undefined;
  /** Stopped tasks of the service. */
  readonly tasks: readonly Task[];
}

/** How many failed tasks the status keeps. */
const KEPT_TASKS = 3;

/** Texts of service events that tell of trouble (the ECS guide's service event messages). */
const TROUBLE = /unable to|deployment failed|throttled|unhealthy|rolling back|health checks/;

/**
 * Why a rollout failed, in plain words: what ECS says of the deployment, and how its first failed task ended.
 * The sentence names exit codes and AWS's own words, never values of environment variables.
 */
export function failureReason(evidence: FailureEvidence): string {
  const [task] = failedTasksOf(evidence.rollout, evidence.tasks);
  const parts = [
    evidence.deployment?.statusReason ?? listReason(evidence),
    evidence.deployment?.rollback?.reason,
    triggeredAlarms(evidence),
    task === undefined ? troubleEvent(evidence) : describeFailedTask(task),
  ].filter((part): part is string => part !== undefined && part !== '');
  return parts.length === 0 ? 'ECS gives no reason.' : [...new Set(parts)].map(asSentence).join(' ');
}

/** The tasks that the rollout's deployment started and that did not stop for scaling or by hand, oldest first. */
export function failedTasksOf(rollout: RolloutStatus, tasks: readonly Task[]): readonly Task[] {
  return tasks
    .filter((task) => task.startedBy === rollout.deploymentId && isFailure(task))
    .sort((a, b) => stopTime(a) - stopTime(b));
}

/** What the status keeps of failed tasks. */
export function failedTaskRecords(
  rollout: RolloutStatus,
  tasks: readonly Task[],
): NonNullable<EcsServiceStatus['failedTasks']> {
  return failedTasksOf(rollout, tasks)
    .slice(0, KEPT_TASKS)
    .map((task) => ({
      taskArn: task.taskArn ?? '',
      ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
      reason: describeFailedTask(task),
    }));
}

/** How a task ended: its stop reason, and exit code and reason of the containers that failed. */
export function describeFailedTask(task: Task): string {
  const containers = (task.containers ?? [])
    .filter(({ exitCode, reason }) => (exitCode !== undefined && exitCode !== 0) || reason !== undefined)
    .map(({ name, exitCode, reason }) => {
      const exit = exitCode === undefined ? 'did not start' : `exited with code ${exitCode}`;
      return `container ${name ?? '?'} ${exit}${reason === undefined ? '' : ` (${reason})`}`;
    });
  const stop = [task.stopCode, task.stoppedReason].filter((part) => part !== undefined).join(': ');
  return [`task ${lastSegment(task.taskArn ?? '?')} stopped`, stop, ...containers]
    .filter((part) => part !== '')
    .join('; ');
}

/**
 * The newest service event that tells of trouble. Events stand newest first.
 *
 * @param since events from before tell of something else
 */
export function newestTrouble(service: Service, since?: string): string | undefined {
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  const isTrouble = ({ message = '', createdAt }: ServiceEvent): boolean =>
    TROUBLE.test(message) && (createdAt?.getTime() ?? Number.POSITIVE_INFINITY) >= from;
  return service.events?.find(isTrouble)?.message;
}

function triggeredAlarms({ deployment }: FailureEvidence): string | undefined {
  const names = deployment?.alarms?.triggeredAlarmNames ?? [];
  return names.length === 0 ? undefined : `alarms in ALARM: ${names.join(', ')}`;
}

function troubleEvent({ rollout, service }: FailureEvidence): string | undefined {
  return newestTrouble(service, rollout.startedAt);
}

function listReason({ rollout, service }: FailureEvidence): string | undefined {
  const own = service.deployments?.find((deployment) => deployment.id === rollout.deploymentId);
  return own?.rolloutState === 'FAILED' ? own.rolloutStateReason : undefined;
}

function isFailure(task: Task): boolean {
  if (task.stopCode === undefined && task.stoppedReason === undefined) return false;
  if (task.stopCode === 'UserInitiated') return false;
  return task.stoppedReason?.startsWith('Scaling activity initiated by') !== true;
}

function stopTime(task: Task): number {
  return (task.stoppingAt ?? task.stoppedAt ?? task.createdAt)?.getTime() ?? 0;
}

function asSentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
