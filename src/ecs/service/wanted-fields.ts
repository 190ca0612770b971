import type { EcsServiceSpec } from '../../api/generated/ecs-service.ts';
import { FIELD_RULES } from './field-rules.ts';
import { valueAt } from './paths.ts';

/** What the spec names, by dotted path; what it does not name is not there. */
export type WantedFields = ReadonlyMap<string, unknown>;

/**
 * The fields that the spec names, with the task definition resolved to a revision's ARN.
 *
 * @param taskDefinitionArn `undefined` while it is not known, or when the spec names none
 */
export function wantedFields(spec: EcsServiceSpec, taskDefinitionArn: string | undefined): WantedFields {
  const wanted = new Map<string, unknown>();
  for (const { path } of FIELD_RULES) {
    const value = path === 'taskDefinition' ? taskDefinitionArn : valueAt(spec, path);
    if (value !== undefined) wanted.set(path, value);
  }
  return wanted;
}
