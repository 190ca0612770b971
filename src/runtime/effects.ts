/**
 * Every write of a controller, to Kubernetes or to AWS, passes through an {@link EffectGate}. In production the gate
 * only runs it. In the crash matrix the gate counts effects and stops the run before the n-th, after it, or after it
 * with the answer lost, so that every interruption of every scenario can be tried one by one.
 */
export interface Effect {
  /** The object on whose behalf the write is made: `Kind/namespace/name`. */
  readonly object: string;
  /** What is written: an AWS operation name, or `ApplyStatus`, `SetFinalizers`. */
  readonly kind: string;
}

export interface EffectGate {
  around<T>(effect: Effect, run: () => Promise<T>): Promise<T>;
}

/** The gate of production: runs the effect. */
export const openGate: EffectGate = {
  around: (_effect, run) => run(),
};
