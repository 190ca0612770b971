import { Annotation } from '../../api/annotations.ts';
import type { EcsService } from '../../api/resources.ts';
import { AwsError } from '../../aws/errors.ts';
import type { AwsScope } from '../../aws/port.ts';
import type { TaskDefinitionReading } from '../../ecs/service/situation.ts';
import { parseTaskDefinition } from '../../ecs/service/task-definition-reference.ts';
import type { Session } from '../framework/session.ts';
import type { ServiceReferences } from './references.ts';

/**
 * The task definition of a service as far as it is known without AWS; `undefined`: AWS has to be asked which revision
 * is the newest of a family.
 */
export function knownTaskDefinition(
  service: EcsService,
  references: ServiceReferences,
  scope: AwsScope,
): TaskDefinitionReading | undefined {
  const { taskDefinitionRef, taskDefinition } = service.spec;
  if (taskDefinitionRef !== undefined)
    return references.taskDefinition(service.metadata.namespace, taskDefinitionRef.name);
  if (taskDefinition === undefined) return { kind: 'none' };
  const reference = parseTaskDefinition(taskDefinition, scope);
  if (reference.kind === 'revision') return { kind: 'resolved', arn: reference.arn };
  const pinned = service.status?.taskDefinition;
  const isPinned = pinned?.wanted !== undefined && pinned.resolvedFor === resolutionKey(service);
  return isPinned ? { kind: 'resolved', arn: pinned.wanted ?? '' } : undefined;
}

/**
 * Resolves a family to its newest ACTIVE revision and pins it in status: only a new generation or restart asks again,
 * never a resync.
 */
export async function resolveFamily(session: Session<EcsService>, family: string): Promise<TaskDefinitionReading> {
  try {
    const answer = await session.aws.call('DescribeTaskDefinition', { taskDefinition: family }, session.call);
    const arn = answer.taskDefinition?.taskDefinitionArn;
    if (arn === undefined) return missing(family);
    const resolvedFor = resolutionKey(session.object);
    session.facts = { ...session.facts, taskDefinition: { ...session.facts.taskDefinition, wanted: arn, resolvedFor } };
    return { kind: 'resolved', arn };
  } catch (error) {
    if (error instanceof AwsError && error.class === 'notFound') return missing(family);
    throw error;
  }
}

function missing(family: string): TaskDefinitionReading {
  return { kind: 'unavailable', message: `Task definition family ${family} has no ACTIVE revision.` };
}

function resolutionKey({ metadata }: EcsService): string {
  return `${metadata.generation}/${metadata.annotations?.[Annotation.RestartedAt] ?? ''}`;
}
