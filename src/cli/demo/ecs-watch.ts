import type { Simulator } from '../../simulator/simulator.ts';
import { ecsLines } from './ecs-lines.ts';
import { readEcs, type EcsSnapshot } from './ecs-snapshot.ts';
import type { StoryLine } from './narrator.ts';

const lookEveryMs = 100;
const nothing: EcsSnapshot = { taskDefinitions: [], services: [], tasks: [], targets: [] };

export interface EcsWatchOptions {
  readonly simulator: Pick<Simulator, 'act'>;
  readonly cluster: string;
  readonly tell: (line: StoryLine) => void;
  /** A look failed, for example because the cluster is gone. The next one comes nevertheless. */
  readonly onError: (error: unknown) => void;
}

/** Follows one cluster of the simulated account and tells what happens in it. */
export class EcsWatch {
  readonly #options: EcsWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #seen = nothing;

  constructor(options: EcsWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.tellNews(), lookEveryMs);
  }

  /** What there is now; what is new in it has been told. */
  look(): EcsSnapshot {
    const { simulator, cluster, tell } = this.#options;
    const known = this.#seen.services.map(({ serviceName }) => serviceName);
    const now = readEcs(simulator, cluster, known);
    const lines = ecsLines(this.#seen, now);
    this.#seen = now;
    lines.forEach(tell);
    return now;
  }

  /** As {@link look}, as long as it has not been stopped; never fails. */
  tellNews(): void {
    try {
      if (this.#timer !== undefined) this.look();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
