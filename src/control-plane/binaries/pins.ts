/**
 * The one version of everything in the local control plane. The same pins stand in `../build/*\/go.mod`, from which
 * the programs are built where no release can be downloaded; a unit test holds the two together.
 */
export const kubernetesVersion = 'v1.36.3';
export const etcdVersion = 'v3.6.14';

export const binaryNames = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'] as const;

export type BinaryName = (typeof binaryNames)[number];

/** Where each program lies; absolute paths. */
export type BinaryPaths = Readonly<Record<BinaryName, string>>;

/** The version that `name` must report. */
export function pinnedVersion(name: BinaryName): string {
  return name === 'etcd' ? etcdVersion : kubernetesVersion;
}
