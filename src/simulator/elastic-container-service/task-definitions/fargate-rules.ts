import { clientException } from './client-exception.ts';
import type { ContainerInput, DefinitionInput } from './definition-input.ts';
import { checkFargateFeatures } from './fargate-container-rules.ts';
import { isFargateSize } from './task-size.ts';

const LONGEST_STOP_SECONDS = 120;
const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];

/**
 * Refuses what Fargate cannot run; asked where FARGATE is among `requiresCompatibilities`. Words: recorded (network
 * mode, sizes, stop timeout, log drivers), else pasted errors of real AWS.
 *
 * @throws AwsFault ClientException
 */
export function checkFargate(input: DefinitionInput): void {
  if (input.networkMode !== 'awsvpc') throw clientException('Fargate only supports network mode ‘awsvpc’.');
  checkSize(input);
  if ((input.placementConstraints ?? []).length > 0) {
    throw clientException('Fargate does not support task placement constraints.');
  }
  if (input.ipcMode !== undefined) throw clientException('Tasks using the Fargate launch type do not support ipcMode.');
  if (input.pidMode === 'host') throw clientException('Tasks using the Fargate launch type do not support pidMode.');
  checkVolumes(input);
  for (const container of input.containerDefinitions) checkContainer(container, input);
}

function checkSize({ cpu, memory }: DefinitionInput): void {
  if (cpu === undefined) throw clientException("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw clientException("Fargate requires that 'memory' be defined at the task level.");
  if (isFargateSize(cpu, memory)) return;
  throw clientException(
    `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. ` +
      'See the Amazon ECS documentation for the valid values.',
  );
}

/** UNKNOWN: the words. The API reference has the rules. */
function checkVolumes({ volumes = [] }: DefinitionInput): void {
  for (const { name, host, dockerVolumeConfiguration } of volumes) {
    if (host?.['sourcePath'] !== undefined || dockerVolumeConfiguration !== undefined) {
      throw clientException(`Tasks using the Fargate launch type do not support the volume '${name}'.`);
    }
  }
}

function checkContainer(container: ContainerInput, { executionRoleArn }: DefinitionInput): void {
  const { image = '', stopTimeout = 0, logConfiguration } = container;
  // 120 itself is accepted, whatever the text says (recorded).
  if (stopTimeout > LONGEST_STOP_SECONDS) {
    throw clientException(
      'Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.',
    );
  }
  checkFargateFeatures(container);
  const driver = logConfiguration?.logDriver;
  if (driver !== undefined && !LOG_DRIVERS.includes(driver)) {
    throw clientException(`${driver} is not a valid log driver. Must be one of [${LOG_DRIVERS.join(',')}]`);
  }
  if (container.firelensConfiguration?.options?.['config-file-type'] === 's3') {
    throw clientException("Fargate launch type does not support FirelensConfiguration config file from 's3'");
  }
  if (executionRoleArn !== undefined) return;
  if (driver === 'awslogs') throw needsRole('log driver awslogs');
  if (/\.dkr\.ecr\./.test(image)) throw needsRole('ECR images');
}

function needsRole(reason: string): Error {
  return clientException(`Fargate requires task definition to have execution role ARN to support ${reason}.`);
}
