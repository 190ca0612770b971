import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { uuid } from '../../../../identifiers.ts';
import type { Definition } from '../../task-definitions.ts';
import type { Surroundings } from '../scene.ts';
import { fileSystemTrouble } from './file-systems.ts';
import { imageTrouble, registryTrouble } from './images.ts';
import { logTrouble } from './logs.ts';
import { secretTrouble } from './secrets.ts';
import type { StartTrouble, TroubleScene } from './trouble.ts';

/** In the order in which Fargate's agent goes about it; UNKNOWN beyond secrets before images before logs. */
const LOOKS: readonly ((scene: TroubleScene) => StartTrouble | undefined)[] = [
  perContainer(secretTrouble),
  perContainer(registryTrouble),
  fileSystemTrouble,
  perContainer(imageTrouble),
  perContainer(logTrouble),
];

/** What keeps a task from starting, as far as it lies in what was said of the outer world. */
export function startTrouble(
  surroundings: Surroundings,
  definition: Definition,
  taskId: string,
): StartTrouble | undefined {
  const { outer } = surroundings.world;
  if (outer.facts.size === 0) return undefined;
  const role = definition.executionRoleArn?.split('/').at(-1) ?? '';
  const scene: TroubleScene = {
    ...surroundings,
    taskId,
    definition,
    caller: `User: arn:aws:sts::${surroundings.accountId}:assumed-role/${role}/${taskId}`,
    requestId: () => uuid(surroundings.random),
  };
  for (const look of LOOKS) {
    const trouble = look(scene);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}

function perContainer(
  look: (scene: TroubleScene, container: ContainerDefinition) => StartTrouble | undefined,
): (scene: TroubleScene) => StartTrouble | undefined {
  return (scene) => {
    for (const container of scene.definition.containers) {
      const trouble = look(scene, container);
      if (trouble !== undefined) return trouble;
    }
    return undefined;
  };
}
