import type { Reason } from '../../api/reasons.ts';
import type { Priority } from '../../runtime/priority.ts';

/**
 * What a reconcile found, in the terms of the status contract (docs/architecture.md, "Status"). The framework turns a
 * verdict into conditions and into the time of the next look; controllers never touch conditions themselves.
 * Times are domain milliseconds.
 */
export type Verdict =
  | { readonly kind: 'ready'; readonly reason: Reason; readonly message: string; readonly againMs: number }
  | { readonly kind: 'progressing'; readonly message: string; readonly againMs: number; readonly priority: Priority }
  /** Not ready for a reason that heals by itself or by somebody else's doing. */
  | { readonly kind: 'waiting'; readonly reason: Reason; readonly message: string; readonly againMs: number }
  /** Somebody has to act. */
  | { readonly kind: 'stalled'; readonly reason: Reason; readonly message: string; readonly againMs: number }
  /** Suspended by its user; `differences` is what would be done otherwise. */
  | { readonly kind: 'suspended'; readonly differences: readonly string[]; readonly againMs: number };

/** How long (domain milliseconds) until a terminal or conflicting state is looked at again without any change. */
export const STALLED_RETRY_MS = 600_000;

/** How long something that heals by itself may last before it counts as stalled or is told as retrying. */
export const PATIENCE_MS = 300_000;
