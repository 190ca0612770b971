import { lastLines, type RunCommand } from './command.ts';
import { pinnedVersion, type BinaryName } from './pins.ts';

/**
 * Asks a program for its version and compares it with the pin.
 * Returns `undefined` when it is the pinned one, else a sentence that says what is wrong.
 */
export async function versionMismatch(name: BinaryName, path: string, run: RunCommand): Promise<string | undefined> {
  const args = name === 'kubectl' ? ['version', '--client'] : ['--version'];
  const { code, output } = await run(path, args);
  if (code !== 0) {
    return `${path} does not run here: ${lastLines(output, 3)}`;
  }
  const version = reportedVersion(output);
  const wanted = pinnedVersion(name);
  return version === wanted ? undefined : `${path} is ${version ?? 'of an unknown version'}, needed is ${wanted}`;
}

/**
 * The first version in a program's answer, with a leading `v`: kube-apiserver says `Kubernetes v1.36.3`, kubectl
 * `Client Version: v1.36.3`, etcd `etcd Version: 3.6.14`.
 */
export function reportedVersion(output: string): string | undefined {
  const match = /v?(\d+\.\d+\.\d+\S*)/.exec(output);
  return match === null ? undefined : `v${match[1]}`;
}
