import { clientException } from './client-exception.ts';
import type { ContainerInput, DefinitionInput } from './definition-input.ts';

type Range = readonly [what: string, value: number | undefined, least: number, most: number];

const NO_END = Number.POSITIVE_INFINITY;

/**
 * Refuses numbers outside the ranges, and lists longer than the limits, that the API reference gives. What has words of
 * its own is checked elsewhere. UNKNOWN: the words.
 *
 * @throws AwsFault ClientException
 */
export function checkNumbers(input: DefinitionInput): void {
  checkRanges(taskRanges(input));
  for (const container of input.containerDefinitions) {
    checkRanges([...containerRanges(container), ...linuxRanges(container)]);
    checkUlimits(container);
  }
}

function checkRanges(ranges: readonly Range[]): void {
  for (const [what, value, least, most] of ranges) {
    if (value === undefined || (value >= least && value <= most)) continue;
    throw clientException(`Invalid ${what}: ${value}. It must be ${wanted(least, most)}.`);
  }
}

function wanted(least: number, most: number): string {
  return most === NO_END ? `at least ${least}` : `between ${least} and ${most}`;
}

function taskRanges(input: DefinitionInput): Range[] {
  const { ephemeralStorage, placementConstraints = [], volumes = [] } = input;
  return [
    ['ephemeral storage size in GiB', ephemeralStorage?.sizeInGiB, 21, 200],
    ['number of placement constraints', placementConstraints.length, 0, 10],
    ...volumes.map(({ name, efsVolumeConfiguration: efs }): Range => [
      `transit encryption port of volume '${name}'`,
      efs?.['transitEncryptionPort'] as number | undefined,
      0,
      65_535,
    ]),
  ];
}

function containerRanges(container: ContainerInput): Range[] {
  const { name, restartPolicy: restart } = container;
  const of = (what: string): string => `${what} of container '${name}'`;
  return [
    [of('cpu'), container.cpu, 0, NO_END],
    // Docker takes no less.
    [of('memory'), container.memory, 4, NO_END],
    [of('memoryReservation'), container.memoryReservation, 4, NO_END],
    [of('number of environment files'), container.environmentFiles?.length, 0, 10],
    [of('number of credential specs'), container.credentialSpecs?.length, 0, 1],
    [of('restart attempt period'), restart?.restartAttemptPeriod, 60, 1_800],
    [of('number of ignored exit codes'), restart?.ignoredExitCodes?.length, 0, 50],
  ];
}

function linuxRanges({ name, linuxParameters: linux = {} }: ContainerInput): Range[] {
  const range = (member: string, least: number, most: number): Range => [
    `${member} of container '${name}'`,
    linux[member] as number | undefined,
    least,
    most,
  ];
  return [range('swappiness', 0, 100), range('maxSwap', 0, NO_END), range('sharedMemorySize', 0, NO_END)];
}

function checkUlimits({ name, ulimits = [] }: ContainerInput): void {
  const crossed = ulimits.find(({ softLimit = 0, hardLimit = 0 }) => hardLimit >= 0 && softLimit > hardLimit);
  if (crossed === undefined) return;
  throw clientException(`The soft limit of ulimit ${crossed.name} of container '${name}' is above its hard limit.`);
}
