import type { PlacementStrategy } from '@aws-sdk/client-ecs';
import type { Random } from '../../../runtime/clock.ts';
import type { World } from '../../world.ts';
import { groupOf, misfits, type Misfit, type Placing } from './misfits.ts';
import type { ContainerInstance } from './instance-record.ts';
import { instancesOf, roomOn, tasksOn } from './room.ts';

/** What to place where. */
export interface PlaceRequest extends Placing {
  readonly clusterArn: string;
  /** Only instances of this capacity provider; absent: all of the cluster. */
  readonly provider?: string | undefined;
  readonly strategy: readonly PlacementStrategy[];
}

/** Where a task goes; or why nowhere: one misfit for each instance that was tried. */
export interface Placement {
  readonly instance?: ContainerInstance | undefined;
  readonly tried: readonly { readonly instance: ContainerInstance; readonly misfits: readonly Misfit[] }[];
}

/** Finds the instance for one task. DRAINING ones take no new tasks (documented). */
export function place(world: World, request: PlaceRequest, random: Random): Placement {
  const tried = instancesOf(world, request.clusterArn)
    .filter((instance) => instance.status === 'ACTIVE')
    .filter(({ capacityProviderName }) => request.provider === undefined || capacityProviderName === request.provider)
    .map((instance) => ({ instance, misfits: misfits(world, instance, request) }));
  const fitting = tried.filter((each) => each.misfits.length === 0).map(({ instance }) => instance);
  const ranks = [...request.strategy, { type: 'spread', field: 'instanceId' } as const].map((rule) =>
    rankBy(world, rule, request.group, fitting, random),
  );
  const [instance] = fitting.toSorted((a, b) => compare(ranks, a, b));
  return { instance, tried };
}

/** The instance that misses least, and what it misses first. */
export function closest({ tried }: Placement): { instance: ContainerInstance; misfit: Misfit } | undefined {
  const [nearest] = tried.toSorted((a, b) => a.misfits.length - b.misfits.length);
  const misfit = nearest?.misfits[0];
  return nearest === undefined || misfit === undefined ? undefined : { instance: nearest.instance, misfit };
}

type Rank = (instance: ContainerInstance) => number;

function compare(ranks: readonly Rank[], a: ContainerInstance, b: ContainerInstance): number {
  for (const rank of ranks) {
    const difference = rank(a) - rank(b);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rankBy(
  world: World,
  { type, field = '' }: PlacementStrategy,
  group: string,
  instances: readonly ContainerInstance[],
  random: Random,
): Rank {
  if (type === 'binpack') {
    return (instance) => (field.toLowerCase() === 'cpu' ? roomOn(world, instance).cpu : roomOn(world, instance).memory);
  }
  if (type === 'random') {
    const lots = new Map(instances.map(({ arn }) => [arn, random()]));
    return ({ arn }) => lots.get(arn) ?? 0;
  }
  const mates = (instance: ContainerInstance): number =>
    tasksOn(world, instance).filter((task) => groupOf(task) === group && task.desiredStatus === 'RUNNING').length;
  if (field === 'instanceId' || field === 'host' || field === '') return mates;
  const name = field.replace(/^attribute:/, '');
  return (instance) =>
    instances
      .filter((each) => each.attributes[name] === instance.attributes[name])
      .reduce((sum, each) => sum + mates(each), 0);
}
