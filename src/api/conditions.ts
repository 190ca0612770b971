/** A `metav1.Condition`. */
export interface Condition {
  type: ConditionType;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  /** RFC 3339, second precision; moves only when `status` flips. */
  lastTransitionTime: string;
  observedGeneration: number;
}

/**
 * `Ready` is always present; `Reconciling` and `Stalled` only while True and never both (kstatus); `Suspended` only
 * while True.
 */
export type ConditionType = 'Ready' | 'Reconciling' | 'Stalled' | 'Suspended';

/**
 * The list with one condition set: `lastTransitionTime` moves only when `status` flips, other conditions and the order
 * of the list stay. Returns a new list.
 *
 * @param now RFC 3339, second precision, on the clock of the API server
 */
export function setCondition(
  conditions: readonly Condition[],
  condition: Omit<Condition, 'lastTransitionTime'>,
  now: string,
): Condition[] {
  const old = conditions.find((each) => each.type === condition.type);
  const flipped = old === undefined || old.status !== condition.status;
  const next: Condition = { ...condition, lastTransitionTime: flipped ? now : old.lastTransitionTime };
  return old === undefined ? [...conditions, next] : conditions.map((each) => (each === old ? next : each));
}
