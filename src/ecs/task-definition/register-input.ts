import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { EcsTaskDefinitionSpec } from '../../api/generated/ecs-task-definition.ts';

/** Members of the spec that are the operator's and that AWS never sees. */
const OWN_FIELDS = [
  'adoptionPolicy',
  'deletionPolicy',
  'driftPolicy',
  'revisionHistoryLimit',
  'suspend',
  'region',
] as const;

/** What RegisterTaskDefinition would be sent, tags left out: they are no content and change without a new revision. */
export type ResolvedTaskDefinition = Omit<RegisterTaskDefinitionCommandInput, 'tags'>;

/** The spec as AWS takes it: own fields and tags dropped, the family filled in, everything else as written. */
export function resolveTaskDefinition(spec: EcsTaskDefinitionSpec, family: string): ResolvedTaskDefinition {
  const resolved: Record<string, unknown> = { ...spec, family };
  for (const field of [...OWN_FIELDS, 'tags']) delete resolved[field];
  return resolved as unknown as ResolvedTaskDefinition;
}
