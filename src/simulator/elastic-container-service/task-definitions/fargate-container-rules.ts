import { clientException } from './client-exception.ts';
import type { ContainerInput } from './definition-input.ts';

const LINUX_MEMBERS = ['maxSwap', 'swappiness', 'sharedMemorySize'] as const;

/**
 * Refuses what containers on Fargate cannot have, by the API reference. UNKNOWN: the words.
 *
 * @throws AwsFault ClientException
 */
export function checkFargateFeatures(container: ContainerInput): void {
  for (const [what, isWanted] of features(container)) {
    if (isWanted) throw clientException(`Tasks using the Fargate launch type do not support ${what}.`);
  }
}

function features(container: ContainerInput): [what: string, isWanted: boolean][] {
  const { linuxParameters: linux = {}, resourceRequirements = [] } = container;
  return [
    ['privileged', container.privileged === true],
    ['dockerSecurityOptions', (container.dockerSecurityOptions ?? []).length > 0],
    ['devices', ((linux['devices'] as unknown[] | undefined) ?? []).length > 0],
    ...LINUX_MEMBERS.map((member): [string, boolean] => [member, linux[member] !== undefined]),
    ['GPU', resourceRequirements.some(({ type }) => type === 'GPU')],
  ];
}
