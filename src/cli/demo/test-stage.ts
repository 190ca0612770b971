import type { Condition } from '../../api/conditions.ts';
import { createTestAccount, type TestAccount } from '../../simulator/test-account.ts';
import { EcsWatch } from './ecs-watch.ts';
import type { StoryKind } from './kubernetes-watch.ts';
import { Narrator } from './narrator.ts';
import type { StoryObject } from './object-lines.ts';
import { cluster, namespace, objectName, type Stage } from './stage.ts';
import { waitFor } from './wait.ts';

/** A stage without processes, for tests: objects as the test sets them, a simulated account whose clock stands. */
export interface TestStage extends Stage {
  readonly account: TestAccount;
  /** What was told and quoted. */
  readonly told: { text: string };
  /** Every kubectl command, with what was piped into it. */
  readonly commands: string[];
  /** What the watch of the API server sees from now on. */
  see(kind: StoryKind, conditions: readonly Partial<Condition>[], status?: Partial<StoryObject['status']>): void;
  /** Called with every command; answers with its output. */
  onKubectl: (command: string) => string;
}

export function createTestStage(patienceMs = 100): TestStage {
  const account = createTestAccount();
  account.ecs('CreateCluster', { clusterName: cluster });
  const objects = new Map<string, StoryObject>();
  const told = { text: '' };
  const commands: string[] = [];
  const narrator = new Narrator({ write: (text) => (told.text += text), now: () => 0, colours: false });
  const ecs = new EcsWatch({
    simulator: account,
    cluster,
    tell: (line) => narrator.tell(line),
    onError: (error) => {
      throw error;
    },
  });
  const signal = new AbortController().signal;
  const stage: TestStage = {
    account,
    told,
    commands,
    narrator,
    ecs,
    aws: account,
    kubernetes: { get: (kind) => objects.get(kind) },
    onKubectl: () => '',
    see: (kind, conditions, status) => void objects.set(kind, storyObject(kind, conditions, status)),
    kubectl: (args, input) => {
      const command = `kubectl ${args.join(' ')}`;
      commands.push(input === undefined ? command : `${input.command} | ${command}`);
      return Promise.resolve(stage.onKubectl(command));
    },
    until: (what, look, seen) => waitFor({ what, look, seen, timeoutMs: patienceMs, signal }),
  };
  return stage;
}

function storyObject(
  kind: StoryKind,
  conditions: readonly Partial<Condition>[],
  status: Partial<StoryObject['status']> = {},
): StoryObject {
  const told = {
    status: 'True',
    reason: 'Because',
    message: 'so',
    lastTransitionTime: '',
    observedGeneration: 1,
  } as const;
  const created = { resourceVersion: '1', generation: 1, creationTimestamp: '2026-01-01T00:00:00Z' };
  return {
    apiVersion: 'ecs-operator.dev/v1alpha1',
    kind,
    metadata: { name: objectName, namespace, uid: 'u', ...created },
    spec: {},
    status: {
      observedGeneration: 1,
      conditions: conditions.map((condition) => ({ type: 'Ready', ...told, ...condition })),
      ...status,
    },
  };
}
