import { uuid } from '../../../identifiers.ts';
import type { TaskRecord } from '../task-record.ts';
import type { Scene } from './scene.ts';
import { TIMINGS } from './timings.ts';

const MOST_EVENTS = 100;

/** Adds `(service <name>) <text>` to the service's events, newest first; some name a deployment beside the service. */
export function addEvent(scene: Scene, at: number, text: string, deploymentId?: string): void {
  const { service, random } = scene;
  const about = deploymentId === undefined ? service.name : `${service.name}, taskSet ${deploymentId}`;
  service.events.unshift({ id: uuid(random), createdAt: at, message: `(service ${about}) ${text}` });
  service.events.length = Math.min(service.events.length, MOST_EVENTS);
}

/** As {@link addEvent}, unless the same trouble was told within six hours. */
export function addTroubleEvent(scene: Scene, at: number, text: string): void {
  const message = `(service ${scene.service.name}) ${text}`;
  const told = scene.service.events.some(
    (event) => event.message === message && at - event.createdAt < TIMINGS.eventRepeat,
  );
  if (!told) addEvent(scene, at, text);
}

/** `(task a) (task b)`, as the started and stopped events list tasks. */
export function taskList(tasks: readonly TaskRecord[]): string {
  return tasks.map((task) => `(task ${task.id})`).join(' ');
}

export const TROUBLE = {
  inconsistentStarts:
    'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  seeGuide: 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  noInstance: 'was unable to place a task because no container instance met all of its requirements.',
  percentages:
    'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
} as const;
