import { DemoFailure } from '../demo-failure.ts';
import { cluster, type Stage } from '../stage.ts';
import { leftInAws, leftInKubernetes } from '../emptiness.ts';
import { quickstart } from './quickstart.ts';

/** Deletes everything, and proves on both sides that nothing is left. */
export async function deleteEverything(stage: Stage): Promise<void> {
  const { narrator, aws, ecs } = stage;
  narrator.tell({ actor: 'demo', text: 'an object goes when nothing of it is left in AWS; kubectl waits for that' });
  narrator.quote(await stage.kubectl(['delete', '-f', quickstart, '--timeout=90s']));
  ecs.look();
  ecs.stop();
  const left = [...leftInKubernetes(await stage.kubectl(['get', 'ecs', '-A'])), ...leftInAws(aws, cluster)];
  if (left.length > 0) throw new DemoFailure(`not everything is gone: ${left.join(', ')}`);
  narrator.tell({ actor: 'kubernetes', text: 'no object of ours is left', tone: 'good' });
  narrator.tell({
    actor: 'ecs',
    text: 'no service, task, ACTIVE task definition or scaling is left, and ECS lets the cluster be deleted',
    tone: 'good',
  });
}
