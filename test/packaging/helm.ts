import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lastLines, runCommand } from '../../src/control-plane/binaries/command.ts';
import { withLock } from '../../src/control-plane/binaries/lock.ts';
import { describeError, type Fetch } from '../../src/control-plane/binaries/source.ts';

export const helmVersion = 'v3.22.0';
const downloadWithinMs = 120_000;
const answerWithinMs = 5_000;

export interface HelmOptions {
  readonly cache: string;
  readonly onProgress: (line: string) => void;
  readonly fetch?: Fetch;
}

/** Shared by every checkout of this user. */
export function helmFolder(): string {
  const { XDG_CACHE_HOME: cache } = process.env;
  const root = cache?.startsWith('/') === true ? cache : join(homedir(), '.cache');
  return join(root, 'ecs-operator', 'tools', `helm-${helmVersion}`);
}

/**
 * The path of Helm in one pinned version: from the cache, else the official archive, else built with Go (a minute and a
 * half on two cores).
 *
 * @throws Error that says why neither works.
 */
export async function ensureHelm({ cache, onProgress, fetch: get = fetch }: HelmOptions): Promise<string> {
  const path = join(cache, 'helm');
  if (await exists(path)) return path;
  // Test files run in processes of their own: one of them installs, the others wait.
  return withLock(`${cache}.lock`, { onProgress }, async () => {
    if (!(await exists(path))) await install(path, onProgress, get);
    return path;
  });
}

async function install(path: string, onProgress: HelmOptions['onProgress'], get: Fetch): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const scratch = await mkdtemp(`${dirname(path)}.partial-`);
  const reasons: string[] = [];
  try {
    for (const provide of [download, buildWithGo]) {
      try {
        // Renamed when complete: whoever else looks sees all of it or nothing.
        return await rename(await provide(scratch, onProgress, get), path);
      } catch (error) {
        reasons.push(`  - ${describeError(error)}`);
        onProgress(describeError(error));
      }
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  throw new Error(`no way to get Helm ${helmVersion} for the tests of the chart:\n${reasons.join('\n')}`);
}

async function download(scratch: string, onProgress: HelmOptions['onProgress'], get: Fetch): Promise<string> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const url = `https://get.helm.sh/helm-${helmVersion}-${platform}.tar.gz`;
  onProgress(`downloading ${url}`);
  const expected = (await fetchBytes(get, `${url}.sha256sum`, answerWithinMs)).toString().split(' ', 1)[0];
  const archive = await fetchBytes(get, url, downloadWithinMs);
  if (createHash('sha256').update(archive).digest('hex') !== expected) {
    throw new Error(`${url} does not have its published checksum`);
  }
  await writeFile(join(scratch, 'helm.tar.gz'), archive);
  await succeed('tar', ['-xzf', join(scratch, 'helm.tar.gz'), '-C', scratch]);
  return join(scratch, platform, 'helm');
}

async function fetchBytes(get: Fetch, url: string, withinMs: number): Promise<Buffer> {
  const answer = await get(url, { signal: AbortSignal.timeout(withinMs) }).catch((cause: unknown) => {
    throw new Error(`cannot download ${url}`, { cause });
  });
  if (!answer.ok) {
    throw new Error(`cannot download ${url}: HTTP ${answer.status}`);
  }
  return Buffer.from(await answer.arrayBuffer());
}

async function buildWithGo(scratch: string, onProgress: HelmOptions['onProgress']): Promise<string> {
  onProgress(`building Helm ${helmVersion} with Go: about two minutes`);
  const env = { ...process.env, GOBIN: scratch, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0', GOOS: '', GOARCH: '' };
  const target = `helm.sh/helm/v3/cmd/helm@${helmVersion}`;
  await succeed('go', ['install', '-trimpath', '-ldflags', '-s -w', target], { cwd: tmpdir(), env });
  return join(scratch, 'helm');
}

async function succeed(command: string, args: string[], options?: Parameters<typeof runCommand>[2]): Promise<void> {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) {
    throw new Error(`${command} ${args[0]} ended with code ${code}: ${lastLines(output)}`);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
