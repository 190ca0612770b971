import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunCommand } from './command.ts';
import { BinariesUnavailable, ensureBinaries } from './ensure.ts';
import { binaryNames, pinnedVersion, type BinaryName } from './pins.ts';

let root: string;
let cache: string;
let assets: string;
let lines: string[];
let builds: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ensure-test-'));
  cache = join(root, 'ecs-operator/control-plane/v1.36.3');
  assets = join(root, 'assets');
  lines = [];
  builds = [];
});

afterEach(() => rm(root, { recursive: true }));

/** Programs are files that hold their version. */
async function fill(folder: string, names: readonly BinaryName[], version?: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    await writeFile(join(folder, name), version ?? pinnedVersion(name));
    await chmod(join(folder, name), 0o755);
  }
}

/** A machine whose go command works when `withGo`, and whose programs report the version in their file. */
function machine(withGo: boolean): RunCommand {
  return async (command, args) => {
    if (command !== 'go') {
      return { code: 0, output: await readFile(command, 'utf8') };
    }
    if (!withGo) {
      return { code: 127, output: 'spawn go ENOENT' };
    }
    if (args[0] === 'build') {
      const output = args[args.indexOf('-o') + 1] ?? '';
      builds.push(args.filter((arg) => /^(k8s|go\.etcd)\.io/.test(arg)).join(' '));
      const kube = args.flatMap((arg) => /^k8s\.io\/kubernetes\/cmd\/(.*)$/.exec(arg)?.[1] ?? []);
      await (output.endsWith('/')
        ? fill(output, kube as BinaryName[])
        : fill(dirname(output), [output.slice(output.lastIndexOf('/') + 1) as BinaryName]));
    }
    return { code: 0, output: 'go version go1.26.8 linux/amd64' };
  };
}

function ensure(options: { assets?: boolean; go?: boolean } = {}) {
  return ensureBinaries({
    env: { XDG_CACHE_HOME: root, ...(options.assets ? { KUBEBUILDER_ASSETS: assets } : {}) },
    platform: 'linux',
    arch: 'x64',
    run: machine(options.go ?? false),
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    onProgress: (line) => lines.push(line),
  });
}

function allIn(folder: string): Record<string, string> {
  return Object.fromEntries(binaryNames.map((name) => [name, join(folder, name)]));
}

describe('ensureBinaries', () => {
  it('takes KUBEBUILDER_ASSETS first, without a word', async () => {
    await fill(assets, binaryNames);
    await fill(cache, binaryNames);

    expect(await ensure({ assets: true })).toEqual(allIn(assets));
    expect(lines).toEqual([]);
  });

  it('takes the cache next, without a word', async () => {
    await fill(cache, binaryNames);

    expect(await ensure()).toEqual(allIn(cache));
    expect(lines).toEqual([]);
  });

  it('completes the usual envtest folder, which has no kube-controller-manager', async () => {
    await fill(assets, ['etcd', 'kube-apiserver', 'kubectl']);
    await fill(cache, ['kube-controller-manager']);

    expect(await ensure({ assets: true })).toEqual({
      ...allIn(assets),
      'kube-controller-manager': join(cache, 'kube-controller-manager'),
    });
    expect(lines).toEqual([`KUBEBUILDER_ASSETS (${assets}) has no kube-controller-manager`]);
  });

  it('passes over another version and says why', async () => {
    await fill(assets, binaryNames, 'v1.31.0');
    await fill(cache, binaryNames);

    expect(await ensure({ assets: true })).toEqual(allIn(cache));
    expect(lines).toContain(`KUBEBUILDER_ASSETS (${assets}): ${assets}/kubectl is v1.31.0, needed is v1.36.3`);
  });

  it('builds what no folder and no download has, and says why at each step', async () => {
    await fill(cache, ['etcd']);

    expect(await ensure({ go: true })).toEqual(allIn(cache));
    expect(builds).toEqual([
      'k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kube-controller-manager k8s.io/kubernetes/cmd/kubectl',
    ]);
    expect(lines.slice(0, 3)).toEqual([
      `the cache (${cache}) has no kube-apiserver, kube-controller-manager, kubectl`,
      'https://dl.k8s.io/release/v1.36.3/bin/linux/amd64/kube-apiserver cannot be downloaded: fetch failed',
      expect.stringContaining('building the control plane with Go'),
    ]);
  });

  it('builds once when several ask at the same time', async () => {
    const all = await Promise.all([ensure({ go: true }), ensure({ go: true }), ensure({ go: true })]);

    expect(all).toEqual([allIn(cache), allIn(cache), allIn(cache)]);
    expect(builds).toHaveLength(2);
    expect(await readdir(dirname(cache))).toEqual(['v1.36.3']);
  });

  it('replaces a program in the cache that is not the pinned one', async () => {
    await fill(cache, binaryNames);
    await fill(cache, ['kubectl'], 'v1.36.2');

    expect(await ensure({ go: true })).toEqual(allIn(cache));
    expect(builds).toEqual(['k8s.io/kubernetes/cmd/kubectl']);
  });

  it('lists every reason when nothing works', async () => {
    await fill(assets, ['kubectl'], 'v1.31.0');

    const failure = await ensure({ assets: true }).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(BinariesUnavailable);
    expect((failure as Error).message).toBe(
      [
        'no way to get etcd, kube-apiserver, kube-controller-manager, kubectl of Kubernetes v1.36.3:',
        `  - KUBEBUILDER_ASSETS (${assets}) has no etcd, kube-apiserver, kube-controller-manager`,
        `  - KUBEBUILDER_ASSETS (${assets}): ${assets}/kubectl is v1.31.0, needed is v1.36.3`,
        `  - the cache (${cache}) has no control-plane programs`,
        '  - https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz' +
          ' cannot be downloaded: fetch failed',
        '  - building needs Go 1.26 or newer, and there is no working go command: spawn go ENOENT',
      ].join('\n'),
    );
  });
});
