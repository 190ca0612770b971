import { Reason } from '../../api/reasons.ts';
import type { EcsServiceStatus } from '../../api/status.ts';
import type { ServiceOutcome } from '../../ecs/service/outcome.ts';
import { MISSING_AGAIN_MS } from '../../ecs/service/plan-absent.ts';
import { Priority } from '../../runtime/priority.ts';
import type { Settings } from '../framework/deps.ts';
import { STALLED_RETRY_MS } from '../framework/verdict.ts';
import type { Verdict } from '../framework/verdict.ts';

/** How often (domain milliseconds) something that others have to bring about is looked at without their waking us. */
const REFERENCE_POLL_MS = 30_000;

/** A deployment that failed, or that takes too long, may still be mended by hand in ECS. */
const WATCHED: readonly Reason[] = [
  Reason.RolledBack,
  Reason.DeploymentFailed,
  Reason.ProgressDeadlineExceeded,
  Reason.Drifted,
];

/** The verdict that an outcome stands for, with the time of the next look. */
export function verdictOf(outcome: ServiceOutcome, status: EcsServiceStatus, settings: Settings): Verdict {
  switch (outcome.kind) {
    case 'ready': {
      const againMs = status.unavailableSince === undefined ? settings.resyncMs : settings.rolloutPollMs;
      return { kind: 'ready', reason: Reason.Deployed, message: outcome.message, againMs };
    }
    case 'progressing': {
      const againMs = {
        rollout: settings.rolloutPollMs,
        baking: REFERENCE_POLL_MS,
        absence: MISSING_AGAIN_MS,
        reference: REFERENCE_POLL_MS,
      };
      return { ...without(outcome), againMs: againMs[outcome.poll], priority: Priority.RolloutPoll };
    }
    case 'waiting':
      return {
        ...outcome,
        againMs: outcome.reason === Reason.Unavailable ? settings.rolloutPollMs : REFERENCE_POLL_MS,
      };
    case 'stalled':
      return { ...outcome, againMs: WATCHED.includes(outcome.reason) ? settings.resyncMs : STALLED_RETRY_MS };
    case 'suspended':
      return { ...outcome, againMs: settings.resyncMs };
  }
}

function without({ kind, message }: ServiceOutcome & { kind: 'progressing' }): {
  kind: 'progressing';
  message: string;
} {
  return { kind, message };
}
