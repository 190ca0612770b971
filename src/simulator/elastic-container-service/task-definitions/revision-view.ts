import type { Random } from '../../../runtime/clock.ts';
import type { Json } from '../../operation.ts';
import { shuffled } from '../../shuffle.ts';
import type { Context } from '../../world.ts';
import type { TaskDefinitionRevision } from '../state.ts';

/** Container lists that ECS returns in another order than they were given in (live observations of other tools). */
const UNORDERED = ['environment', 'secrets', 'portMappings', 'volumesFrom'];

/**
 * A revision as AWS shows it. What comes in no stable order is shuffled at every reading.
 *
 * @param withDeregisteredAt false in the answer of the first DeregisterTaskDefinition, which lacks the time (recorded)
 */
export function revisionView(context: Context, revision: TaskDefinitionRevision, withDeregisteredAt = true): Json {
  const { definition, deregisteredAt } = revision;
  return {
    taskDefinitionArn: revision.arn,
    ...definition,
    ...unordered(definition, ['compatibilities', 'requiresAttributes', 'requiresCompatibilities'], context.random),
    containerDefinitions: (definition['containerDefinitions'] as Json[]).map((container) => ({
      ...container,
      ...unordered(container, UNORDERED, context.random),
    })),
    revision: revision.revision,
    status: revision.status,
    registeredAt: revision.registeredAt,
    registeredBy: revision.registeredBy,
    ...(withDeregisteredAt && deregisteredAt !== undefined ? { deregisteredAt } : {}),
  };
}

function unordered(object: Json, members: readonly string[], random: Random): Json {
  const present = members.filter((member) => Array.isArray(object[member]));
  return Object.fromEntries(present.map((member) => [member, shuffled(object[member] as unknown[], random)]));
}
