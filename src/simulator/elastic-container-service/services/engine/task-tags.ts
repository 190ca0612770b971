import type { Tag } from '../../state.ts';
import type { Definition } from '../task-definitions.ts';
import type { Scene } from './scene.ts';

/** The tags of a task that a service starts: what it propagates, and AWS's own when it asks for them. */
export function tagsOfTask(scene: Scene, definition: Definition): Tag[] {
  const { settings, tags, name, clusterName } = scene.service;
  const managed = settings.enableECSManagedTags
    ? [
        { key: 'aws:ecs:clusterName', value: clusterName },
        { key: 'aws:ecs:serviceName', value: name },
      ]
    : [];
  return [...managed, ...propagated(settings.propagateTags, tags, definition.tags)].map((tag) => ({ ...tag }));
}

function propagated(from: string, service: readonly Tag[], definition: readonly Tag[]): readonly Tag[] {
  if (from === 'SERVICE') return service;
  return from === 'TASK_DEFINITION' ? definition : [];
}
