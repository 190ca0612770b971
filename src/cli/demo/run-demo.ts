import { applyQuickstart } from './acts/apply.ts';
import { rollOutCrashingImage } from './acts/crashing-image.ts';
import { deleteEverything } from './acts/delete-everything.ts';
import { rollOutNewImage } from './acts/new-image.ts';
import { untilSteady } from './acts/steady.ts';
import type { Narrator } from './narrator.ts';
import { openStage, type Stage } from './stage.ts';
import { summary, type Lap } from './summary.ts';
import type { LocalStack } from '../local-stack.ts';

interface Act {
  readonly title: string;
  /** What it is called in the summary. */
  readonly lap: string;
  readonly play: (stage: Stage) => Promise<void>;
  /** Lets what belongs to the act come to its end before the next one begins; not counted. */
  readonly curtain?: (stage: Stage) => Promise<void>;
}

const acts: readonly Act[] = [
  {
    title: 'Act 1: from kubectl apply to a running service',
    lap: 'apply to Ready',
    play: applyQuickstart,
    curtain: untilSteady,
  },
  { title: 'Act 2: a new image rolls out', lap: 'new image to Ready', play: rollOutNewImage, curtain: untilSteady },
  {
    title: 'Act 3: an image that crashes, and what you see then',
    lap: 'crashing image to rolled back',
    play: rollOutCrashingImage,
  },
  { title: 'Act 4: everything is deleted', lap: 'delete to nothing left', play: deleteEverything },
];

export interface Demo {
  readonly narrator: Narrator;
  readonly speed: number;
  /** Aborted, with the reason, by whoever wants the demo to end early. */
  readonly ending: AbortController;
  /** Starts what the demo plays on; it ends with the demo. */
  readonly startStack: () => Promise<LocalStack>;
}

/**
 * Plays the demo from an empty machine to an empty account.
 *
 * @throws DemoFailure, or what starting or a watch fails with, when a step does not happen; the reason of `ending`
 */
export async function runDemo({ narrator, speed, ending, startStack }: Demo): Promise<void> {
  const laps: Lap[] = [];
  const stack = await orEnding(ending.signal, startStack());
  laps.push({ what: 'control plane, ECS and operator up', ms: narrator.elapsedMs });
  try {
    await using stage = await openStage({ narrator, stack, ending });
    for (const { title, lap, play, curtain } of acts) {
      narrator.heading(title);
      const begun = narrator.elapsedMs;
      await play(stage);
      laps.push({ what: lap, ms: narrator.elapsedMs - begun });
      await curtain?.(stage);
    }
  } finally {
    await stack.stop();
  }
  narrator.heading('Summary');
  const calls = stack.simulator.simulator.calls.read();
  narrator.quote(summary({ laps, totalMs: narrator.elapsedMs, speed, calls }));
}

/** Starting can take minutes where the control plane is built first: who wants to end need not wait for it. */
function orEnding<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const ended = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([work, ended]);
}
