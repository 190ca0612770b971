import { cacheFolder, removeAbandonedStaging } from './cache.ts';
import { runCommand, type RunCommand } from './command.ts';
import { folderSource } from './from-folder.ts';
import { goSource } from './from-go.ts';
import { releaseSource } from './from-releases.ts';
import { withLock } from './lock.ts';
import { binaryNames, kubernetesVersion, type BinaryName, type BinaryPaths } from './pins.ts';
import type { Fetch, OnProgress, Source } from './source.ts';

export interface EnsureOptions {
  readonly onProgress: OnProgress;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  readonly arch?: string;
  readonly fetch?: Fetch;
  readonly run?: RunCommand;
}

/** Thrown when no source has a program. The message lists every source with its reason. */
export class BinariesUnavailable extends Error {
  override readonly name = 'BinariesUnavailable';
  readonly missing: readonly BinaryName[];
  readonly reasons: readonly string[];

  constructor(missing: readonly BinaryName[], reasons: readonly string[]) {
    const list = reasons.map((reason) => `  - ${reason}`).join('\n');
    super(`no way to get ${missing.join(', ')} of Kubernetes ${kubernetesVersion}:\n${list}`);
    this.missing = missing;
    this.reasons = reasons;
  }
}

/**
 * Finds the programs of the local control plane, in this order: the folder in `KUBEBUILDER_ASSETS`, the cache, the
 * official builds, a build with Go. All sources give the same versions; what one lacks (the usual envtest folder has no
 * kube-controller-manager) the next ones complete. Says nothing when `KUBEBUILDER_ASSETS` or the cache has everything.
 * Safe when several processes call it at once: one installs, the others wait.
 *
 * @throws BinariesUnavailable when all sources together do not have every program.
 */
export async function ensureBinaries(options: EnsureOptions): Promise<BinaryPaths> {
  const { onProgress, env = process.env, run = runCommand } = options;
  const cache = cacheFolder(env);
  const search = new Search(onProgress);
  const assets = env['KUBEBUILDER_ASSETS'];
  if (assets !== undefined && assets !== '') {
    await search.tryNext(folderSource(assets, 'KUBEBUILDER_ASSETS', run));
  }
  const cached = folderSource(cache, 'the cache', run);
  await search.tryNext(cached);
  if (search.missing.length === 0) {
    return search.result();
  }
  const { platform = process.platform, arch = process.arch } = options;
  return withLock(`${cache}.lock`, { onProgress }, async () => {
    await removeAbandonedStaging(cache);
    // Whoever held the lock before may have installed everything meanwhile.
    await search.tryAgain(cached);
    await search.tryNext(releaseSource({ cache, platform, arch, fetch: options.fetch ?? fetch, run, onProgress }));
    await search.tryNext(goSource({ cache, env, run, onProgress }));
    return search.result();
  });
}

/** What has been found so far, and why the rest has not. */
class Search {
  private readonly found: Partial<Record<BinaryName, string>> = {};
  private readonly reasons: string[] = [];
  private readonly onProgress: OnProgress;

  constructor(onProgress: OnProgress) {
    this.onProgress = onProgress;
  }

  get missing(): readonly BinaryName[] {
    return binaryNames.filter((name) => this.found[name] === undefined);
  }

  async tryNext(source: Source): Promise<void> {
    const reasons = await this.take(source);
    this.reasons.push(...reasons);
    for (const reason of reasons) {
      this.onProgress(reason);
    }
  }

  /** As {@link tryNext}, without telling the same reasons twice. */
  async tryAgain(source: Source): Promise<void> {
    await this.take(source);
  }

  result(): BinaryPaths {
    const { missing } = this;
    if (missing.length > 0) {
      throw new BinariesUnavailable(missing, this.reasons);
    }
    return this.found as BinaryPaths;
  }

  private async take(source: Source): Promise<readonly string[]> {
    const { missing } = this;
    if (missing.length === 0) {
      return [];
    }
    const provided = await source.provide(missing);
    Object.assign(this.found, provided.found);
    return provided.reasons;
  }
}
