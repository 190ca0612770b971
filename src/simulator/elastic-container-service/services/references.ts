import type { World } from '../../world.ts';

/** Whether a service deployment or a task that is not yet stopped uses this task definition revision. */
export function isTaskDefinitionInUse(world: World, taskDefinitionArn: string): boolean {
  const { services, revisions, tasks } = world.services;
  const deployed = [...services.values()]
    .flatMap((service) => service.deployments)
    .some(({ revisionArn }) => revisions.get(revisionArn)?.taskDefinition === taskDefinitionArn);
  return (
    deployed ||
    [...tasks.values()].some((task) => task.taskDefinitionArn === taskDefinitionArn && task.lastStatus !== 'STOPPED')
  );
}
