import { DueIndex } from '../due-index.ts';
import type { ActivityRecord, ScalingState } from './state.ts';

/**
 * The activities that are under way, found without a search through six weeks of those that have ended. Stands beside
 * the state and is made anew after a dump is restored.
 */
class OpenActivities {
  readonly due = new DueIndex<ActivityRecord>([], () => true);
  readonly #byResource = new Map<string, Set<ActivityRecord>>();

  constructor(state: ScalingState) {
    for (const activities of state.activities.values()) for (const activity of activities) this.note(activity);
  }

  /** To be told of every activity whose `dueAt` has changed. */
  note(activity: ActivityRecord): void {
    const open = this.#byResource.get(activity.resourceId) ?? new Set();
    if (activity.dueAt === undefined) open.delete(activity);
    else open.add(activity);
    this.#byResource.set(activity.resourceId, open);
    this.due.note(activity.id, activity);
  }

  has(resourceId: string): boolean {
    return (this.#byResource.get(resourceId)?.size ?? 0) > 0;
  }
}

const indexes = new WeakMap<ScalingState, OpenActivities>();

export function openActivities(state: ScalingState): OpenActivities {
  const known = indexes.get(state);
  if (known !== undefined) return known;
  const made = new OpenActivities(state);
  indexes.set(state, made);
  return made;
}
