import { untilReady } from '../readiness.ts';
import { namespace, objectName, type Stage } from '../stage.ts';
import { withTag } from './quickstart.ts';

/** A new image, applied to the task definition alone: one rollout, and Ready says when it works. */
export async function rollOutNewImage(stage: Stage): Promise<void> {
  stage.narrator.tell({
    actor: 'demo',
    text: 'only the image of the task definition changes; the service says Ready again when the new tasks work',
  });
  const old = stage.kubernetes.get('EcsTaskDefinition', namespace, objectName)?.status?.taskDefinitionArn;
  stage.narrator.quote(await stage.kubectl(['apply', '-f', '-'], await withTag('2.0')));
  const registered = await untilReady(stage, 'EcsTaskDefinition', ({ status }) => status?.taskDefinitionArn !== old);
  const now = registered.status?.taskDefinitionArn;
  await untilReady(
    stage,
    'EcsService',
    ({ status }) => status?.taskDefinition?.inUse === now && status?.rollout?.status === 'Successful',
  );
}
