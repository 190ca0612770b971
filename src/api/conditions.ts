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
