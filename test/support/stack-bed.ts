import type { EcsScaling, EcsService, EcsTaskDefinition } from '../../src/api/resources.ts';
import type { OperatorBed } from './operator-bed.ts';
import { STACK_CLUSTER } from './stacks.ts';
import type { Stack } from './stacks.ts';

const NAMESPACE = 'shop';

/** Creates the objects of stacks in a bed, as one `kubectl apply` of them all would. */
export function createStacks(bed: OperatorBed, stacks: readonly Stack[]): void {
  if (!hasCluster(bed)) bed.simulator.act('ecs', 'CreateCluster', { clusterName: STACK_CLUSTER });
  for (const { name, taskDefinition, service, scaling } of stacks) {
    const key = { namespace: NAMESPACE, name };
    bed.taskDefinitions.create({ ...key, spec: taskDefinition });
    bed.services.create({ ...key, spec: service });
    bed.scalings.create({ ...key, spec: scaling });
  }
}

function hasCluster(bed: OperatorBed): boolean {
  const { clusterArns } = bed.simulator.act('ecs', 'ListClusters', {}) as { clusterArns: string[] };
  return clusterArns.some((arn) => arn.endsWith(`/${STACK_CLUSTER}`));
}

/** The key of a stack's objects. */
export function stackKey({ name }: Pick<Stack, 'name'>): { namespace: string; name: string } {
  return { namespace: NAMESPACE, name };
}

/** The name of a stack's service, and of its family, in ECS. */
export function awsNameOf({ name }: Pick<Stack, 'name'>): string {
  return `${NAMESPACE}_${name}`;
}

/** Every object of the three kinds. */
export function allObjects(bed: OperatorBed): (EcsTaskDefinition | EcsService | EcsScaling)[] {
  return [...bed.taskDefinitions.list(), ...bed.services.list(), ...bed.scalings.list()];
}

export function isReady({ metadata, status }: EcsTaskDefinition | EcsService | EcsScaling): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' && ready.observedGeneration === metadata.generation;
}

export function allReady(bed: OperatorBed): boolean {
  return allObjects(bed).every(isReady);
}

/** AWS calls counted so far, by operation, without the service's name. */
export function callsOf(bed: OperatorBed): Record<string, number> {
  const counts = Object.entries(bed.simulator.calls.read());
  return Object.fromEntries(counts.map(([operation, { calls }]) => [operation.replace(/^.*\./, ''), calls]));
}

/** Calls that AWS answered with an error, by operation and code. */
export function failedCallsOf(bed: OperatorBed): Record<string, Record<string, number>> {
  const counts = Object.entries(bed.simulator.calls.read());
  const failed = counts.filter(([, { errors }]) => Object.keys(errors).length > 0);
  return Object.fromEntries(failed.map(([operation, { errors }]) => [operation, errors]));
}
