import type { Definition } from '../../task-definitions.ts';
import type { Surroundings } from '../scene.ts';

/** Why a task does not start: `stoppedReason`, and how long after its creation the agent gives up. */
export interface StartTrouble {
  readonly reason: string;
  readonly failsAfter: number;
  /** The container whose image it is; it shows the reason too. Absent: nothing was pulled. */
  readonly container?: string | undefined;
}

/** What the words of the troubles are made of. */
export interface TroubleScene extends Surroundings {
  readonly taskId: string;
  readonly definition: Definition;
  /** `User: arn:aws:sts::…:assumed-role/<execution role>/<task id>`. */
  readonly caller: string;
  /** A new request id. */
  requestId(): string;
}

/** How long after a task's creation an agent gives up (recorded: stopped after 33 to 48 s; reported: 260 s). */
export const GIVES_UP_MS = { refused: 25_000, unreachable: 260_000 } as const;
