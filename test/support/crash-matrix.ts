import { expect, it } from '@jest/globals';
import { cutModes } from './crash-gate.ts';
import type { Cut } from './crash-gate.ts';
import { OperatorBed } from './operator-bed.ts';
import type { BedOptions } from './operator-bed.ts';
import { endState } from './end-state.ts';

export interface Scenario {
  readonly name: string;
  readonly options?: BedOptions;
  /** Brings the bed into the state from which the run is cut; its effects are not. */
  readonly given?: (bed: OperatorBed) => Promise<void>;
  /** What is cut: acts as the user and waits until the operator is done. */
  readonly run: (bed: OperatorBed) => Promise<void>;
}

/** More domain time than any retry takes: after it, nothing may be left to do. */
const QUIET_MS = 1_500_000;

/** A matrix is hundreds of runs. */
const MATRIX_TIMEOUT_MS = 120_000;

/**
 * Runs a scenario once undisturbed, then once for every effect and every way to cut it, and demands the same end:
 * the same AWS, the same objects, at most one write more for the crash, and no write in the quiet time after.
 */
export function crashMatrix(scenario: Scenario): void {
  it(
    `${scenario.name}: the same end, however it is cut`,
    async () => {
      const reference = await play(scenario);
      expect(reference.effects.length).toBeGreaterThan(0);
      for (let at = 1; at <= reference.effects.length; at += 1) {
        for (const mode of cutModes) {
          const label = `${scenario.name}: cut ${mode} effect ${at} (${reference.effects[at - 1] ?? ''})`;
          const cut = await play(scenario, { at, mode }, label);
          expect({ label, state: cut.state }).toEqual({ label, state: reference.state });
          expect({ label, extra: cut.awsWrites - reference.awsWrites <= 1 }).toEqual({ label, extra: true });
        }
      }
    },
    MATRIX_TIMEOUT_MS,
  );
}

interface Played {
  readonly state: unknown;
  readonly effects: readonly string[];
  /** Writes to AWS that were made. */
  readonly awsWrites: number;
}

async function play(scenario: Scenario, cut?: Cut, label = scenario.name): Promise<Played> {
  const bed = new OperatorBed(scenario.options);
  try {
    bed.start();
    await scenario.given?.(bed);
    bed.gate.arm(cut);
    await scenario.run(bed);
    const effects = bed.gate.effects.map((effect) => `${effect.kind} ${effect.object}`);
    const awsWrites = bed.gate.happened.filter(({ kind }) => !kubeWrites.has(kind)).length;
    await bed.pass(QUIET_MS);
    const late = bed.gate.effects
      .slice(effects.length)
      .map(({ kind }) => kind)
      .filter((kind) => !kubeWrites.has(kind));
    expect({ label, late }).toEqual({ label, late: [] });
    return { state: endState(bed), effects, awsWrites };
  } catch (error) {
    throw new Error(`${label}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    bed.dispose();
  }
}

const kubeWrites = new Set(['ApplyStatus', 'SetFinalizers']);
