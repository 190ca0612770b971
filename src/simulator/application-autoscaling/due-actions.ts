import { DueIndex } from '../due-index.ts';
import type { ScalingState, ScheduledActionRecord, TargetRecord } from './state.ts';

/** A scheduled action with its target. */
interface DueAction {
  readonly target: TargetRecord;
  readonly action: ScheduledActionRecord;
  readonly dueAt: number | undefined;
}

const indexes = new WeakMap<ScalingState, DueIndex<DueAction>>();

/** The scheduled action that is due first, if any ever is. */
export function firstDueAction(state: ScalingState): DueAction | undefined {
  return indexOf(state).first();
}

/** Sets when a scheduled action is due. */
export function setActionDue(
  state: ScalingState,
  target: TargetRecord,
  action: ScheduledActionRecord,
  dueAt: number | undefined,
): void {
  action.dueAt = dueAt;
  const known = indexes.get(state);
  if (known !== undefined) note(known, target, action);
}

function indexOf(state: ScalingState): DueIndex<DueAction> {
  const known = indexes.get(state);
  if (known !== undefined) return known;
  const made = new DueIndex<DueAction>([], (_key, due) => isPresent(state, due));
  for (const target of state.targets.values()) {
    for (const action of target.actions.values()) note(made, target, action);
  }
  indexes.set(state, made);
  return made;
}

function note(index: DueIndex<DueAction>, target: TargetRecord, action: ScheduledActionRecord): void {
  index.note(`${target.resourceId}/${action.name}`, { target, action, dueAt: action.dueAt });
}

function isPresent(state: ScalingState, { target, action, dueAt }: DueAction): boolean {
  const isThere = state.targets.get(target.resourceId) === target && target.actions.get(action.name) === action;
  return isThere && action.dueAt === dueAt;
}
