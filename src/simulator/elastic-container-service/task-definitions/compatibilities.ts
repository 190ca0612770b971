import type { DefinitionInput } from './definition-input.ts';
import { checkFargate } from './fargate-rules.ts';

/**
 * Where the definition could run, in the order of the recordings (readers get it in no stable order). Recorded: bridge
 * gives EXTERNAL and EC2; awsvpc with a Fargate size gives EC2, MANAGED_INSTANCES and FARGATE; a stop timeout that
 * Fargate refuses takes FARGATE away, Windows takes MANAGED_INSTANCES away.
 */
export function compatibilities(input: DefinitionInput): string[] {
  const isVpc = input.networkMode === 'awsvpc';
  const isWindows = input.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') === true;
  return [
    ...(isVpc ? [] : ['EXTERNAL']),
    'EC2',
    // UNKNOWN: the whole rule for MANAGED_INSTANCES. Its guide names awsvpc and host as its network modes.
    ...((isVpc || input.networkMode === 'host') && !isWindows ? ['MANAGED_INSTANCES'] : []),
    ...(runsOnFargate(input) ? ['FARGATE'] : []),
  ];
}

function runsOnFargate(input: DefinitionInput): boolean {
  try {
    checkFargate(input);
    return true;
  } catch {
    return false;
  }
}
