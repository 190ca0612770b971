import { clientException } from './client-exception.ts';
import { checkContainers } from './container-rules.ts';
import type { DefinitionInput } from './definition-input.ts';
import { checkEnumerations } from './enumeration-rules.ts';
import { checkFargate } from './fargate-rules.ts';
import { checkNumbers } from './number-rules.ts';

const MOST_BYTES = 65_536;

/**
 * Refuses a task definition that ECS refuses. `cpu` and `memory` are already in their normalised form.
 *
 * @throws AwsFault ClientException
 */
export function checkDefinition(input: DefinitionInput): void {
  checkSize(input);
  checkFamily(input.family);
  checkEnumerations(input);
  checkContainers(input);
  checkNumbers(input);
  if (input.requiresCompatibilities?.includes('FARGATE') === true) checkFargate(input);
  checkSums(input);
  checkVolumes(input);
}

function checkSize(input: DefinitionInput): void {
  const length = Buffer.byteLength(JSON.stringify(input));
  if (length <= MOST_BYTES) return;
  throw clientException(`Actual length: '${length}'. Max allowed length is '${MOST_BYTES}' bytes.`);
}

function checkFamily(family: string): void {
  if (!/^[A-Za-z0-9_-]+$/.test(family)) throw clientException('Family contains invalid characters.');
  // UNKNOWN: the words. The API reference has the limit.
  if (family.length > 255) throw clientException('Family is longer than 255.');
}

function checkSums({ cpu, memory, containerDefinitions: containers }: DefinitionInput): void {
  const sum = containers.reduce((total, container) => total + (container.cpu ?? 0), 0);
  if (cpu !== undefined && sum > Number(cpu)) {
    throw clientException("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
  }
  if (memory !== undefined && containers.some((container) => (container.memory ?? 0) > Number(memory))) {
    throw clientException("The 'memory' setting for container is greater than for the task.");
  }
}

function isBlank(text: unknown): boolean {
  return typeof text === 'string' && text.trim() === '';
}

/** But for the last, the texts are pasted errors of real AWS. */
function checkVolumes({ volumes = [], containerDefinitions: containers }: DefinitionInput): void {
  for (const { name = '', host } of volumes) {
    if (name === '') throw clientException('volume.name should not be null or empty.');
    if (isBlank(host?.['sourcePath'])) throw clientException('host.sourcePath should not be blank.');
  }
  const names = new Set(volumes.map(({ name }) => name));
  for (const { mountPoints = [] } of containers) {
    const unknown = mountPoints.find(({ sourceVolume }) => !names.has(sourceVolume));
    if (unknown === undefined) continue;
    throw clientException(`Unknown volume '${unknown.sourceVolume}'.`);
  }
  // The API reference: at most one volume of a task definition can be configured at launch. UNKNOWN: the words.
  if (volumes.filter(({ configuredAtLaunch }) => configuredAtLaunch === true).length > 1) {
    throw clientException('Only one volume can be configured at launch.');
  }
}
