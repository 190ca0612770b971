import type { Reason } from '../../api/reasons.ts';

/**
 * How a service stands, in the terms of the status contract; the controller makes conditions and the time of the next
 * look of it.
 */
export type ServiceOutcome =
  | { readonly kind: 'ready'; readonly message: string }
  /** On its way; `poll` says what for. */
  | {
      readonly kind: 'progressing';
      readonly message: string;
      readonly poll: 'rollout' | 'baking' | 'absence' | 'reference';
    }
  | { readonly kind: 'waiting'; readonly reason: Reason; readonly message: string }
  | { readonly kind: 'stalled'; readonly reason: Reason; readonly message: string }
  | { readonly kind: 'suspended'; readonly differences: readonly string[] };
