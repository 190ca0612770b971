import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import { place } from '../../container-instances/place.ts';
import { requirementOf } from '../../container-instances/requirement.ts';
import { AwsFault, type Json } from '../../../operation.ts';
import { outerState } from '../../../outer-world/facts.ts';
import type { Context } from '../../../world.ts';
import type { Cluster } from '../../state.ts';
import type { Definition } from '../task-definitions.ts';
import { isFargate, type Compute } from '../validation/compute.ts';
import { chooseProvider, fargateShortage } from './capacity.ts';
import type { Spot } from './start-task.ts';

interface StandaloneRequest {
  readonly request: Partial<RunTaskRequest>;
  readonly cluster: Cluster;
  readonly definition: Definition;
  readonly compute: Compute;
}

/**
 * Where the `turn`-th task of a request goes, or why nowhere: one failure for each instance that was tried (documented),
 * one without an ARN for Fargate (reported).
 *
 * @throws AwsFault BlockedException, ThrottlingException when Fargate refuses the account
 */
export function standaloneSpot(
  context: Context,
  { request, cluster, definition, compute }: StandaloneRequest,
  turn: number,
): Spot | { readonly failures: readonly Json[] } {
  const provider = chooseProvider(compute.capacityProviderStrategy ?? [], turn);
  if (isFargate(compute)) return fargateSpot(context, provider);
  const { instance, tried } = place(
    context.world,
    {
      clusterArn: cluster.arn,
      provider,
      requirement: requirementOf(withOverrides(definition, request.overrides)),
      constraints: request.placementConstraints ?? [],
      strategy: request.placementStrategy ?? [],
      group: request.group ?? `family:${definition.family}`,
    },
    context.random,
  );
  if (instance !== undefined) return { provider, instance };
  return { failures: tried.map((each) => ({ arn: each.instance.arn, reason: each.misfits[0]?.reason })) };
}

function fargateSpot({ world }: Context, provider: string | undefined): Spot | { readonly failures: readonly Json[] } {
  const name = provider ?? 'FARGATE';
  const shortage = fargateShortage(world.outer, name);
  if (shortage === undefined) return { provider };
  const state = outerState(world.outer, 'capacity', name);
  if (state === 'blocked') throw new AwsFault('BlockedException', shortage.reason);
  if (state === 'throttled') throw new AwsFault('ThrottlingException', shortage.reason);
  return { failures: [{ reason: shortage.reason }] };
}

/** A definition with the size, and the containers' sizes, that RunTask gives it instead. */
export function withOverrides(definition: Definition, overrides: RunTaskRequest['overrides']): Definition {
  const { cpu, memory, containerOverrides = [] } = overrides ?? {};
  return {
    ...definition,
    cpu: cpu ?? definition.cpu,
    memory: memory ?? definition.memory,
    containers: definition.containers.map((container) => {
      const own = containerOverrides.find(({ name }) => name === container.name) ?? {};
      return {
        ...container,
        cpu: own.cpu ?? container.cpu,
        memory: own.memory ?? container.memory,
        memoryReservation: own.memoryReservation ?? container.memoryReservation,
      };
    }),
  };
}
