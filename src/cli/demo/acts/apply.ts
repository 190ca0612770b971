import { untilReady } from '../readiness.ts';
import type { Stage } from '../stage.ts';
import { quickstart } from './quickstart.ts';

/** From `kubectl apply` to a service that runs: all three objects Ready. */
export async function applyQuickstart(stage: Stage): Promise<void> {
  stage.narrator.tell({
    actor: 'demo',
    text: 'three objects: what to run (EcsTaskDefinition), how to run it (EcsService), how many (EcsScaling)',
  });
  stage.narrator.quote(await stage.kubectl(['apply', '-f', quickstart]));
  await Promise.all(
    (['EcsTaskDefinition', 'EcsService', 'EcsScaling'] as const).map((kind) => untilReady(stage, kind)),
  );
}
