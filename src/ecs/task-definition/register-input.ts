import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { EcsTaskDefinitionSpec } from '../../api/generated/ecs-task-definition.ts';

/** Members of the spec that are the operator's and that AWS never sees. */
const OWN_FIELDS = [
  'adoptionPolicy',
  'deletionPolicy',
  'driftPolicy',
  'revisionHistoryLimit',
  'executionRoleRef',
  'taskRoleRef',
  'suspend',
  'region',
] as const;

/** What RegisterTaskDefinition would be sent, tags left out: they are no content and change without a new revision. */
export type ResolvedTaskDefinition = Omit<RegisterTaskDefinitionCommandInput, 'tags'>;

/** ARNs that the spec names by reference. */
export interface ResolvedRoles {
  readonly executionRoleArn?: string;
  readonly taskRoleArn?: string;
}

/**
 * The spec as AWS takes it: own fields and tags dropped, the family and referred roles filled in, everything else as
 * written.
 */
export function resolveTaskDefinition(
  spec: EcsTaskDefinitionSpec,
  family: string,
  { executionRoleArn, taskRoleArn }: ResolvedRoles = {},
): ResolvedTaskDefinition {
  const own: ReadonlySet<string> = new Set([...OWN_FIELDS, 'tags']);
  const content = Object.fromEntries(Object.entries(spec).filter(([member]) => !own.has(member)));
  return {
    ...content,
    family,
    containerDefinitions: spec.containerDefinitions,
    ...(spec.executionRoleRef !== undefined && executionRoleArn !== undefined ? { executionRoleArn } : {}),
    ...(spec.taskRoleRef !== undefined && taskRoleArn !== undefined ? { taskRoleArn } : {}),
  };
}
