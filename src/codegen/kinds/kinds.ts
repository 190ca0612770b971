import type { Kind } from './kind.ts';
import { scalingKind } from './scaling.ts';
import { serviceKind } from './service.ts';
import { taskDefinitionKind } from './task-definition.ts';

/** Every kind of the group. */
export function kinds(): readonly Kind[] {
  return [taskDefinitionKind(), serviceKind(), scalingKind()];
}
