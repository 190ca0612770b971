import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { install, withStaging } from './cache.ts';
import { lastLines, type RunCommand } from './command.ts';
import { etcdVersion, kubernetesVersion, type BinaryName } from './pins.ts';
import { describeError, type Fetch, type OnProgress, type Provided, type Source } from './source.ts';

/** A machine without the network must go on to the next source soon: the first answer has to come within this time. */
const firstAnswerMs = 5_000;
const wholeDownloadMs = 15 * 60_000;

export interface ReleaseOptions {
  readonly cache: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly fetch: Fetch;
  readonly run: RunCommand;
  readonly onProgress: OnProgress;
}

interface Release {
  readonly url: string;
  readonly checksums: string;
  /** Path within the archive, where the download is one. */
  readonly member?: string;
}

/**
 * The official builds: dl.k8s.io for Kubernetes, the project's GitHub releases for etcd, each checked against the
 * checksums published beside it. Kubernetes publishes server programs for Linux only.
 */
export function releaseSource(options: ReleaseOptions): Source {
  return {
    async provide(missing) {
      const arch = ({ x64: 'amd64', arm64: 'arm64' } as Record<string, string>)[options.arch];
      if (options.platform !== 'linux' || arch === undefined) {
        const reason = `there are no official builds of kube-apiserver for ${options.platform}/${options.arch}`;
        return { found: {}, reasons: [reason] };
      }
      return withStaging(options.cache, (staging) => downloadAll(missing, arch, staging, options));
    },
  };
}

async function downloadAll(
  missing: readonly BinaryName[],
  arch: string,
  staging: string,
  options: ReleaseOptions,
): Promise<Provided> {
  const found: Provided['found'] = {};
  for (const name of missing) {
    const release = releaseOf(name, arch);
    try {
      const program = await download(name, release, staging, options);
      found[name] = await install(options.cache, name, program, options.run);
    } catch (error) {
      // One unreachable host is enough to know: the others would only cost their time-outs.
      return { found, reasons: [`${release.url} cannot be downloaded: ${describeError(error)}`] };
    }
  }
  return { found, reasons: [] };
}

function releaseOf(name: BinaryName, arch: string): Release {
  if (name !== 'etcd') {
    const url = `https://dl.k8s.io/release/${kubernetesVersion}/bin/linux/${arch}/${name}`;
    return { url, checksums: `${url}.sha256` };
  }
  const folder = `https://github.com/etcd-io/etcd/releases/download/${etcdVersion}`;
  const stem = `etcd-${etcdVersion}-linux-${arch}`;
  return { url: `${folder}/${stem}.tar.gz`, checksums: `${folder}/SHA256SUMS`, member: `${stem}/etcd` };
}

async function download(name: BinaryName, release: Release, staging: string, options: ReleaseOptions): Promise<string> {
  const checksums = await request(options.fetch, release.checksums, firstAnswerMs);
  const expected = checksumFor(release.url, await checksums.text());
  options.onProgress(`downloading ${release.url}`);
  const file = join(staging, `${name}.download`);
  const actual = await save(await request(options.fetch, release.url, wholeDownloadMs), file);
  if (actual !== expected) {
    throw new Error(`its SHA-256 is ${actual}, published is ${expected}`);
  }
  return release.member === undefined ? file : unpack(file, release.member, staging, options.run);
}

async function request(fetchIt: Fetch, url: string, timeoutMs: number): Promise<Response> {
  const response = await fetchIt(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  return response;
}

/** Kubernetes publishes the bare sum; etcd a list of `<sum>  <file>` lines. */
export function checksumFor(url: string, published: string): string {
  const lines = published
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const file = url.slice(url.lastIndexOf('/') + 1);
  const sum = lines.find((line) => line.length === 1 || line[1] === file)?.[0];
  if (sum === undefined || !/^[0-9a-f]{64}$/.test(sum)) {
    throw new Error(`no checksum is published for ${file}`);
  }
  return sum;
}

async function save(response: Response, file: string): Promise<string> {
  if (response.body === null) {
    throw new Error('the answer has no body');
  }
  const hash = createHash('sha256');
  const tee = new Transform({
    transform(chunk: Buffer, _encoding, forward) {
      hash.update(chunk);
      forward(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body), tee, createWriteStream(file));
  return hash.digest('hex');
}

async function unpack(archive: string, member: string, staging: string, run: RunCommand): Promise<string> {
  const { code, output } = await run('tar', ['-xzf', archive, '-C', staging, member]);
  if (code !== 0) {
    throw new Error(`it cannot be unpacked: ${lastLines(output, 3)}`);
  }
  return join(staging, member);
}
