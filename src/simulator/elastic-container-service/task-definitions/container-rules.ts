import { clientException } from './client-exception.ts';
import type { ContainerInput, DefinitionInput } from './definition-input.ts';
import { checkDependencies } from './dependency-rules.ts';
import { checkHostPorts, checkPorts } from './port-rules.ts';

/**
 * Refuses containers that ECS refuses on any kind of compute. Sources of the words: recorded cases where named so, else
 * errors of real AWS that people have pasted into public issues.
 *
 * @throws AwsFault ClientException
 */
export function checkContainers(input: DefinitionInput): void {
  const { containerDefinitions: containers } = input;
  if (containers.length === 0) throw clientException('Container list cannot be empty.');
  // UNKNOWN: the words. The quota is in the developer guide.
  if (containers.length > 10) throw clientException('Container list cannot have more than 10 containers.');
  for (const container of containers) {
    checkIdentity(container);
    checkTimeouts(container);
    checkLogging(container);
    checkMemory(container, input);
    checkPorts(container, input.networkMode);
    checkHealth(container);
    checkVariables(container, input);
  }
  checkUnique(containers);
  checkHostPorts(containers, input.networkMode);
  checkDependencies(containers);
  checkEssential(containers);
}

function checkIdentity({ name = '', image = '' }: ContainerInput): void {
  if (name === '') throw clientException('Container.name should not be null or empty.');
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw clientException('Container.name contains invalid characters.');
  if (image === '') throw clientException('Container.image should not be null or empty.');
  if (/\s/.test(image)) throw clientException('Container.image contains invalid characters.');
}

/** Texts recorded; -1, 0 and 1 are refused for both, on any compute, and 2 is accepted. */
function checkTimeouts({ name, startTimeout, stopTimeout }: ContainerInput): void {
  if (startTimeout !== undefined && startTimeout < 2) {
    throw clientException(`Granular start timeout on container '${name}' must be at least 2 seconds.`);
  }
  if (stopTimeout !== undefined && stopTimeout < 2) {
    throw clientException(`Granular stop timeout on container '${name}' must be at least 2 seconds.`);
  }
}

function checkLogging({ logConfiguration }: ContainerInput): void {
  if (logConfiguration?.logDriver !== 'awslogs') return;
  const options = logConfiguration.options ?? {};
  if ('awslogs-region' in options && 'awslogs-group' in options) return;
  throw clientException('Log driver awslogs requires options: awslogs-region, awslogs-group');
}

function checkMemory({ name, memory, memoryReservation }: ContainerInput, input: DefinitionInput): void {
  if (memory === undefined && memoryReservation === undefined && input.memory === undefined) {
    throw clientException(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory) {
    // UNKNOWN: the words. The API reference has the rule.
    throw clientException(
      `Invalid setting for container '${name}'. 'memory' must be greater than 'memoryReservation'.`,
    );
  }
}

/** Ranges of the API reference, in seconds. UNKNOWN: the words. */
const HEALTH_RANGES = [
  ['interval', 5, 300],
  ['timeout', 2, 60],
  ['retries', 1, 10],
  ['startPeriod', 0, 300],
] as const;

function checkHealth({ name, healthCheck }: ContainerInput): void {
  if (healthCheck === undefined) return;
  const [first = ''] = healthCheck.command ?? [];
  if (first !== 'CMD' && first !== 'CMD-SHELL') {
    throw clientException(`Health check command of container '${name}' must begin with CMD or CMD-SHELL.`);
  }
  for (const [member, least, most] of HEALTH_RANGES) {
    const value = healthCheck[member];
    if (value !== undefined && (value < least || value > most)) {
      throw clientException(`Health check ${member} of container '${name}' must be between ${least} and ${most}.`);
    }
  }
}

/** All three texts are pasted errors of real AWS. */
function checkVariables(container: ContainerInput, { executionRoleArn }: DefinitionInput): void {
  const { secrets = [], environment = [] } = container;
  if (environment.some(({ name = '' }) => name.trim() === '')) {
    throw clientException('Environment variable name cannot be null or blank.');
  }
  const twice = secrets.find(({ name }) => environment.some((variable) => variable.name === name));
  if (twice !== undefined) {
    throw clientException(
      `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${twice.name}'.`,
    );
  }
  if (secrets.length === 0 || executionRoleArn !== undefined) return;
  throw clientException(
    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  );
}

function checkUnique(containers: readonly ContainerInput[]): void {
  const names = containers.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  // UNKNOWN: the words.
  if (twice !== undefined) throw clientException(`Container name '${twice}' is used more than once.`);
}

function checkEssential(containers: readonly ContainerInput[]): void {
  if (containers.some(({ essential }) => essential !== false)) return;
  throw clientException("Task definition doesn't have any essential container.");
}
