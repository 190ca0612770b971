import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandOptions, CommandResult, RunCommand } from './command.ts';
import { goSource, plannedBuilds } from './from-go.ts';
import { binaryNames } from './pins.ts';

let cache: string;
let builds: { args: readonly string[]; options: CommandOptions | undefined; goMod: string }[];
let lines: string[];

beforeEach(async () => {
  cache = join(await mkdtemp(join(tmpdir(), 'go-test-')), 'v1');
  builds = [];
  lines = [];
});

afterEach(() => rm(dirname(cache), { recursive: true }));

/** A go command that writes a file per package, under the name that the real one would choose. */
function go(version: string, buildResult: CommandResult = { code: 0, output: '' }): RunCommand {
  return async (command, args, options) => {
    if (command !== 'go') {
      return { code: 0, output: command.endsWith('etcd') ? 'etcd Version: 3.6.14' : 'Kubernetes v1.36.3' };
    }
    if (args[0] === 'version') {
      return { code: 0, output: version };
    }
    builds.push({ args, options, goMod: await readFile(join(options?.cwd ?? '', 'go.mod'), 'utf8') });
    const output = args[args.indexOf('-o') + 1] ?? '';
    for (const name of args.flatMap((arg) => /^k8s\.io\/kubernetes\/cmd\/(.*)$/.exec(arg)?.[1] ?? [])) {
      await writeFile(output.endsWith('/') ? join(output, name) : output, name);
    }
    if (args.some((arg) => arg.startsWith('go.etcd.io'))) {
      await writeFile(output, 'etcd');
    }
    return buildResult;
  };
}

function source(run: RunCommand) {
  const env = { HTTPS_PROXY: 'http://proxy', GOOS: 'windows', GOFLAGS: '-mod=vendor' };
  return goSource({ cache, env, run, onProgress: (line) => lines.push(line) });
}

describe('goSource', () => {
  it('builds every program from the pinned modules, in a copy', async () => {
    const { found, reasons } = await source(go('go version go1.26.0 linux/amd64')).provide(binaryNames);

    expect(reasons).toEqual([]);
    expect(Object.keys(found).sort()).toEqual([...binaryNames].sort());
    expect((await readdir(cache)).sort()).toEqual([...binaryNames].sort());
    expect(await readdir(dirname(cache))).toEqual(['v1']);
    expect(builds.map(({ goMod }) => /^module (.*)$/m.exec(goMod)?.[1])).toEqual([
      'ecs-operator.dev/control-plane/etcd',
      'ecs-operator.dev/control-plane/kubernetes',
    ]);
    expect(builds.every(({ options }) => options?.cwd?.startsWith(`${cache}.partial-`))).toBe(true);
  });

  it('keeps the proxies of the user, not what would change the result', async () => {
    await source(go('go version go1.26.0 linux/amd64')).provide(['kubectl']);

    expect(builds[0]?.options?.env).toMatchObject({
      HTTPS_PROXY: 'http://proxy',
      GOOS: '',
      GOFLAGS: '-mod=mod',
      GOWORK: 'off',
      CGO_ENABLED: '0',
    });
  });

  it('tells what it is doing', async () => {
    await source(go('go version go1.27.1 linux/amd64')).provide(['kubectl']);

    expect(lines[0]).toContain('building the control plane with Go');
    expect(lines[1]).toBe('compiling kubectl');
    expect(lines[2]).toMatch(/^compiling kubectl: done after \d+ s$/);
  });

  it.each(['go version go1.25.9 linux/amd64', 'go version go1.3 linux/amd64', 'something else'])(
    'refuses %j',
    async (version) => {
      const { found, reasons } = await source(go(version)).provide(binaryNames);

      expect(found).toEqual({});
      expect(reasons).toEqual([`building needs Go 1.26 or newer, this machine has: ${version}`]);
      expect(builds).toEqual([]);
    },
  );

  it('says so when there is no Go', async () => {
    const none: RunCommand = () => Promise.resolve({ code: 127, output: 'spawn go ENOENT' });

    const { reasons } = await source(none).provide(binaryNames);

    expect(reasons).toEqual(['building needs Go 1.26 or newer, and there is no working go command: spawn go ENOENT']);
  });

  it('shows the end of what a failed build said, and leaves nothing behind', async () => {
    const output = `${'noise\n'.repeat(50)}dial tcp: lookup proxy.golang.org: no such host`;

    const { found, reasons } = await source(go('go version go1.26.0', { code: 1, output })).provide(['etcd']);

    expect(found).toEqual({});
    expect(reasons[0]).toMatch(/^building with Go failed: compiling etcd: go build ended with code 1:\n/);
    expect(reasons[0]).toMatch(/no such host$/);
    expect(reasons[0]?.split('\n').length).toBeLessThan(20);
    expect(await readdir(dirname(cache))).toEqual(['v1']);
  });
});

describe('plannedBuilds', () => {
  it('builds only what is missing', () => {
    expect(plannedBuilds(['kube-controller-manager']).map((it) => it.binaries)).toEqual([['kube-controller-manager']]);
    expect(plannedBuilds(['etcd']).map((it) => it.module)).toEqual(['etcd']);
    expect(plannedBuilds([])).toEqual([]);
  });

  it('tells Kubernetes its version', () => {
    expect(plannedBuilds(['kubectl'])[0]?.arguments.join(' ')).toContain(
      '-X k8s.io/component-base/version.gitVersion=v1.36.3',
    );
  });
});
