import type { Simulator } from '../../simulator/simulator.ts';
import type { LocalStack } from '../local-stack.ts';
import { EcsWatch } from './ecs-watch.ts';
import { runKubectl } from './kubectl.ts';
import { KubernetesWatch } from './kubernetes-watch.ts';
import type { Narrator } from './narrator.ts';
import { waitFor } from './wait.ts';

/** The ECS cluster that the quickstart names. */
export const cluster = 'demo';
/** Where the quickstart goes: its manifests name no namespace. */
export const namespace = 'default';
/** The name of all objects of the quickstart. */
export const objectName = 'web';

/** Longest time for anything to happen that the story waits for, in wall milliseconds. */
const patienceMs = 90_000;

/** What the acts of the demo play on. */
export interface Stage {
  readonly narrator: Narrator;
  /** The simulated account, for the proof that nothing is left in it. */
  readonly aws: Pick<Simulator, 'act'>;
  readonly kubernetes: Pick<KubernetesWatch, 'get'>;
  readonly ecs: Pick<EcsWatch, 'look' | 'stop'>;
  /** Shows a kubectl command as the user would type it, runs it, and returns what it writes. */
  kubectl(args: readonly string[], input?: PipedInput): Promise<string>;
  /** Waits until `look` finds something; see {@link waitFor}. */
  until<T>(what: string, look: () => T | undefined, seen: () => string): Promise<T>;
}

/** What is piped into a command, and the command of the user's shell that makes it. */
export interface PipedInput {
  readonly command: string;
  readonly content: string;
}

export interface StageOptions {
  readonly narrator: Narrator;
  readonly stack: LocalStack;
  /** Ends the play: the operator has ended, or the user wants no more. */
  readonly ending: AbortController;
}

/** Sets the stage: the watches on both sides run, and have seen everything that is there. */
export async function openStage({ narrator, stack, ending }: StageOptions): Promise<Stage & AsyncDisposable> {
  const tell = narrator.tell.bind(narrator);
  const { signal } = ending;
  const { simulator } = stack.simulator;
  const ecs = new EcsWatch({ simulator, cluster, tell, onError: (error) => ending.abort(error) });
  const kubernetes = new KubernetesWatch(stack.environment, (line) => {
    // What Kubernetes says of ECS has happened there before: told in this order.
    ecs.tellNews();
    tell(line);
  });
  const kubectl = { path: stack.controlPlane.kubectlPath, kubeconfig: stack.controlPlane.kubeconfigPath, signal };
  kubernetes.start();
  ecs.start();
  const stage: Stage & AsyncDisposable = {
    narrator,
    aws: simulator,
    kubernetes,
    ecs,
    kubectl(args, input) {
      const piped = input === undefined ? '' : `${input.command} | `;
      tell({ actor: 'you', text: `$ ${piped}kubectl ${args.join(' ')}`, tone: 'strong' });
      return runKubectl(kubectl, args, input?.content);
    },
    until: (what, look, seen) => waitFor({ what, look, seen, timeoutMs: patienceMs, signal }),
    async [Symbol.asyncDispose]() {
      ecs.stop();
      await kubernetes.stop();
    },
  };
  await stage.until(
    'the watches of the API server',
    () => kubernetes.synced || undefined,
    () => kubernetes.problem,
  );
  tell({ actor: 'kubernetes', text: `our resource definitions are installed: ${kubernetes.kinds.join(', ')}` });
  return stage;
}
