import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, withStaging } from './cache.ts';
import { lastLines, type RunCommand } from './command.ts';
import { kubernetesVersion, type BinaryName } from './pins.ts';
import { describeError, type OnProgress, type Provided, type Source } from './source.ts';

/** What the pinned go.mod files ask for. */
const neededGo = [1, 26] as const;
const heartbeatMs = 10_000;

export interface GoOptions {
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunCommand;
  readonly onProgress: OnProgress;
}

interface Build {
  readonly module: 'kubernetes' | 'etcd';
  readonly binaries: readonly BinaryName[];
  readonly arguments: readonly string[];
}

/**
 * Builds the programs from the Go modules pinned in `../build`. The module files are copied to a scratch folder first,
 * because the go command may rewrite them and a checkout must stay as it is.
 */
export function goSource(options: GoOptions): Source {
  return {
    async provide(missing) {
      const unfit = await unfitGo(options);
      if (unfit !== undefined) {
        return { found: {}, reasons: [unfit] };
      }
      try {
        return { found: await withStaging(options.cache, (it) => buildAll(missing, it, options)), reasons: [] };
      } catch (error) {
        return { found: {}, reasons: [`building with Go failed: ${describeError(error)}`] };
      }
    },
  };
}

async function unfitGo(options: GoOptions): Promise<string | undefined> {
  const needed = `Go ${neededGo.join('.')} or newer`;
  const { code, output } = await options.run('go', ['version'], { env: goEnvironment(options.env) });
  if (code !== 0) {
    return `building needs ${needed}, and there is no working go command: ${lastLines(output, 1)}`;
  }
  const match = /go(\d+)\.(\d+)/.exec(output);
  const [major, minor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  const enough = major > neededGo[0] || (major === neededGo[0] && minor >= neededGo[1]);
  return enough ? undefined : `building needs ${needed}, this machine has: ${output.trim()}`;
}

async function buildAll(
  missing: readonly BinaryName[],
  staging: string,
  options: GoOptions,
): Promise<Provided['found']> {
  options.onProgress('building the control plane with Go: about five minutes and 4 GB of Go caches the first time');
  await cp(fileURLToPath(new URL('../build', import.meta.url)), join(staging, 'modules'), { recursive: true });
  const found: Provided['found'] = {};
  for (const build of plannedBuilds(missing)) {
    await runBuild(build, staging, options);
    for (const name of build.binaries) {
      found[name] = await install(options.cache, name, join(staging, name), options.run);
    }
  }
  return found;
}

/** Which `go build` commands give the missing programs: etcd has a module, and so a command, of its own. */
export function plannedBuilds(missing: readonly BinaryName[]): readonly Build[] {
  const kubernetes = missing.filter((name) => name !== 'etcd');
  const builds: Build[] = [];
  if (missing.includes('etcd')) {
    builds.push({ module: 'etcd', binaries: ['etcd'], arguments: ['go.etcd.io/etcd/server/v3'] });
  }
  if (kubernetes.length > 0) {
    const packages = kubernetes.map((name) => `k8s.io/kubernetes/cmd/${name}`);
    builds.push({ module: 'kubernetes', binaries: kubernetes, arguments: ['-ldflags', versionFlags(), ...packages] });
  }
  return builds;
}

/** Kubernetes learns its version from the linker; without these it calls itself v0.0.0-master. */
function versionFlags(): string {
  const [major, minor] = kubernetesVersion.slice(1).split('.');
  const values = {
    'k8s.io/component-base/version.gitVersion': kubernetesVersion,
    'k8s.io/client-go/pkg/version.gitVersion': kubernetesVersion,
    'k8s.io/component-base/version.gitMajor': major,
    'k8s.io/component-base/version.gitMinor': minor,
  };
  const settings = Object.entries(values).map(([variable, value]) => `-X ${variable}=${value}`);
  return ['-s', '-w', ...settings].join(' ');
}

async function runBuild(build: Build, staging: string, options: GoOptions): Promise<void> {
  const label = `compiling ${build.binaries.join(', ')}`;
  const started = Date.now();
  const elapsed = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
  options.onProgress(label);
  const heartbeat = setInterval(() => options.onProgress(`${label}: ${elapsed()}`), heartbeatMs);
  // One package is written to the named file, several to the named folder under their own names.
  const output = build.binaries.length === 1 ? join(staging, ...build.binaries) : `${staging}/`;
  try {
    const result = await options.run('go', ['build', '-trimpath', '-o', output, ...build.arguments], {
      cwd: join(staging, 'modules', build.module),
      env: goEnvironment(options.env),
    });
    if (result.code !== 0) {
      throw new Error(`${label}: go build ended with code ${result.code}:\n${lastLines(result.output)}`);
    }
    options.onProgress(`${label}: done after ${elapsed()}`);
  } finally {
    clearInterval(heartbeat);
  }
}

/** The user's environment (proxies, caches) without what would change the result: workspaces, cross-compilation. */
function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...env,
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-mod=mod',
    CGO_ENABLED: '0',
    GOWORK: 'off',
    GOOS: '',
    GOARCH: '',
  };
}
