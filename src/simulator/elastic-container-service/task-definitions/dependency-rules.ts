import { clientException } from './client-exception.ts';
import type { ContainerInput } from './definition-input.ts';

type Dependency = NonNullable<ContainerInput['dependsOn']>[number];

/**
 * Refuses containers that wait for one that is not there, that can never be as they want it, or for each other. All texts
 * are recorded; that of SUCCESS and COMPLETE is a pasted error of real AWS.
 *
 * @throws AwsFault ClientException
 */
export function checkDependencies(containers: readonly ContainerInput[]): void {
  for (const dependency of containers.flatMap(({ dependsOn = [] }) => dependsOn)) {
    checkCondition(dependency, containers);
  }
  if (containers.some(({ name }) => waitsForItself(name, containers))) {
    throw clientException('Container dependsOn contains a cycle');
  }
}

function checkCondition({ containerName, condition }: Dependency, containers: readonly ContainerInput[]): void {
  const target = containers.find(({ name }) => name === containerName);
  // The stray "+" is AWS's own.
  if (target === undefined) {
    throw clientException(`Cannot depend on container + '${containerName}' because it does not exist`);
  }
  const mustEnd = condition === 'SUCCESS' || condition === 'COMPLETE';
  if (mustEnd && target.essential !== false) {
    throw clientException('A dependency container with SUCCESS or COMPLETE condition cannot be an essential container');
  }
  if (condition === 'HEALTHY' && target.healthCheck === undefined) {
    throw clientException('A dependency container with HEALTHY condition must have health check configured');
  }
}

function waitsForItself(name: string | undefined, containers: readonly ContainerInput[]): boolean {
  const reached = new Set<string | undefined>();
  const open = [name];
  while (open.length > 0) {
    const next = open.pop();
    for (const { containerName } of containers.find((container) => container.name === next)?.dependsOn ?? []) {
      if (containerName === name) return true;
      if (!reached.has(containerName)) open.push(containerName);
      reached.add(containerName);
    }
  }
  return false;
}
