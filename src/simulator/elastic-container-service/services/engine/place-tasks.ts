import { closest, place, type Placement } from '../../container-instances/place.ts';
import { instancesOf } from '../../container-instances/room.ts';
import { requirementOf } from '../../container-instances/requirement.ts';
import { isAssumable } from '../roles.ts';
import type { DeploymentRecord, RevisionRecord } from '../state.ts';
import { definitionOf, type Definition } from '../task-definitions.ts';
import type { TaskRecord } from '../task-record.ts';
import { isFargate } from '../validation/compute.ts';
import { chooseProvider, fargateShortage } from './capacity.ts';
import { TROUBLE } from './events.ts';
import { revisionOf, tasksOf, type Scene } from './scene.ts';
import { startTask } from './start-task.ts';

/** The tasks that found a place, and what the service's events say when not all did. */
export interface Placed {
  readonly started: readonly TaskRecord[];
  readonly trouble?: string | undefined;
}

/** Starts up to `count` tasks of a deployment, each where there is room for it, until there is none. */
export function placeTasks(scene: Scene, deployment: DeploymentRecord, count: number, at: number): Placed {
  const revision = revisionOf(scene, deployment);
  const definition = definitionOf(scene.world, revision.taskDefinition);
  const refused = roleTrouble(scene, definition);
  if (refused !== undefined) return { started: [], trouble: refused };
  const started: TaskRecord[] = [];
  let placed = tasksOf(scene).filter((task) => task.deploymentId === deployment.id).length;
  for (; started.length < count; placed += 1) {
    const provider = chooseProvider(revision.capacityProviderStrategy ?? [], placed);
    const spot = findPlace(scene, revision, definition, provider);
    if (typeof spot === 'string') return { started, trouble: spot };
    started.push(startTask(scene, deployment, at, { provider, instance: spot.instance }));
  }
  return { started };
}

/** The instance for a task, none for Fargate; or, as a text, why there is no place. */
function findPlace(
  scene: Scene,
  revision: RevisionRecord,
  definition: Definition,
  provider: string | undefined,
): Pick<Placement, 'instance'> | string {
  const { world, service } = scene;
  if (isFargate(revision)) return fargateShortage(world.outer, provider ?? 'FARGATE')?.event ?? {};
  const placement = place(
    world,
    {
      clusterArn: service.clusterArn,
      provider,
      requirement: requirementOf(definition),
      constraints: service.settings.placementConstraints,
      strategy: service.settings.placementStrategy,
      group: `service:${service.name}`,
    },
    scene.random,
  );
  return placement.instance === undefined ? noRoom(scene, placement) : placement;
}

/** Reported texts, with the name of the instance that came nearest. */
export function noRoom({ world, service }: Scene, placement: Placement): string {
  const nearest = closest(placement);
  if (nearest !== undefined) {
    const { instance, misfit } = nearest;
    return `${TROUBLE.noInstance} The closest matching (container-instance ${instance.id}) ${misfit.words}. ${TROUBLE.seeGuide}`;
  }
  const isEmpty = instancesOf(world, service.clusterArn).length === 0;
  const why = isEmpty
    ? 'Reason: No Container Instances were found in your cluster.'
    : 'Reason: No Container Instances were found in your capacity provider.';
  return `${TROUBLE.noInstance} ${why} ${TROUBLE.seeGuide}`;
}

/** A role that ECS lost since the definition was registered (reported text). */
function roleTrouble(scene: Scene, definition: Definition): string | undefined {
  const roles = [definition.taskRoleArn, definition.executionRoleArn];
  const broken = roles.find((role) => !isAssumable(scene.world.outer, role));
  if (broken === undefined) return undefined;
  return `failed to launch a task with (error ECS was unable to assume the role '${broken}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).`;
}
