import type { Effect, EffectGate } from '../../src/runtime/effects.ts';

/**
 * How a run is cut at one effect:
 * - `before`: the process stops; the effect does not happen;
 * - `after`: the effect happens; the process stops before it learns so;
 * - `answerLost`: the effect happens; the process lives and sees a time-out.
 */
export type CutMode = 'before' | 'after' | 'answerLost';

export const cutModes: readonly CutMode[] = ['before', 'after', 'answerLost'];

export interface Cut {
  /** Number of the effect within the run, from 1. */
  readonly at: number;
  readonly mode: CutMode;
}

/** The process is no more: nothing that it still does has any effect. */
export class ProcessStopped extends Error {
  override readonly name = 'ProcessStopped';
}

/**
 * Counts the effects of a run and cuts it at one of them. After a `before` or `after` cut every further effect of the
 * same process is refused, as a dead process has none; {@link revive} is the restart.
 */
export class CrashGate implements EffectGate {
  /** The effects that were about to happen since the gate was made or armed; their numbers are what cuts name. */
  readonly effects: Effect[] = [];
  /** Those of them that happened. */
  readonly happened: Effect[] = [];
  #cut: Cut | undefined;
  #stopped = false;

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Counts afresh from here and cuts the run as told. */
  arm(cut: Cut | undefined): void {
    this.effects.length = 0;
    this.happened.length = 0;
    this.#cut = cut;
  }

  revive(): void {
    this.#stopped = false;
  }

  async around<T>(effect: Effect, run: () => Promise<T>): Promise<T> {
    if (this.#stopped) throw new ProcessStopped();
    this.effects.push(effect);
    if (this.#cut?.at !== this.effects.length) {
      this.happened.push(effect);
      return run();
    }
    if (this.#cut.mode !== 'before') {
      this.happened.push(effect);
      await run();
    }
    if (this.#cut.mode === 'answerLost') throw timeout();
    this.#stopped = true;
    throw new ProcessStopped();
  }
}

function timeout(): Error {
  const error = new Error('The request took longer than its time-out');
  error.name = 'TimeoutError';
  return error;
}
