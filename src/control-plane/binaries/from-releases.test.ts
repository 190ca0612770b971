import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunCommand } from './command.ts';
import { checksumFor, releaseSource } from './from-releases.ts';
import { binaryNames } from './pins.ts';
import type { Fetch } from './source.ts';

let cache: string;

beforeEach(async () => {
  cache = join(await mkdtemp(join(tmpdir(), 'releases-test-')), 'v1');
});

afterEach(() => rm(dirname(cache), { recursive: true }));

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A scripted web: the body by URL; anything else is unreachable. */
function web(pages: Record<string, string>): Fetch {
  return (url) => {
    const body = pages[url];
    return body === undefined
      ? Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND dl.k8s.io') }))
      : Promise.resolve(new Response(body));
  };
}

/** Programs say the pinned version; `tar` unpacks its archive into the member. */
const run: RunCommand = async (command, args) => {
  if (command === 'tar') {
    const [archive, folder, member] = [args[1], args[3], args[4]];
    const target = join(String(folder), String(member));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, `unpacked ${await readFile(String(archive), 'utf8')}`);
  }
  return { code: 0, output: command.endsWith('etcd') ? 'etcd Version: 3.6.14' : 'Kubernetes v1.36.3' };
};

function source(pages: Record<string, string>, platform: NodeJS.Platform = 'linux', arch = 'x64') {
  return releaseSource({ cache, platform, arch, run, fetch: web(pages), onProgress: () => undefined });
}

const etcd = 'https://github.com/etcd-io/etcd/releases/download/v3.6.14';
const kube = 'https://dl.k8s.io/release/v1.36.3/bin/linux/amd64';

describe('releaseSource', () => {
  it('installs the official builds', async () => {
    const pages: Record<string, string> = {
      [`${etcd}/etcd-v3.6.14-linux-amd64.tar.gz`]: 'archive',
      [`${etcd}/SHA256SUMS`]: `${sha256('other')}  other.zip\n${sha256('archive')}  etcd-v3.6.14-linux-amd64.tar.gz\n`,
    };
    for (const name of binaryNames.slice(1)) {
      pages[`${kube}/${name}`] = name;
      pages[`${kube}/${name}.sha256`] = sha256(name);
    }

    const provided = await source(pages).provide(binaryNames);

    expect(provided.reasons).toEqual([]);
    expect(Object.keys(provided.found)).toEqual([...binaryNames]);
    expect(await readFile(join(cache, 'etcd'), 'utf8')).toBe('unpacked archive');
    expect(await readFile(join(cache, 'kubectl'), 'utf8')).toBe('kubectl');
  });

  it('keeps what it has when the rest cannot be reached', async () => {
    const pages = { [`${kube}/kubectl`]: 'kubectl', [`${kube}/kubectl.sha256`]: sha256('kubectl') };

    const provided = await source(pages).provide(['kubectl', 'kube-apiserver', 'etcd']);

    expect(provided).toEqual({
      found: { kubectl: join(cache, 'kubectl') },
      reasons: [`${kube}/kube-apiserver cannot be downloaded: fetch failed: getaddrinfo ENOTFOUND dl.k8s.io`],
    });
  });

  it('refuses a download that is not what was published', async () => {
    const pages = { [`${kube}/kubectl`]: 'tampered', [`${kube}/kubectl.sha256`]: sha256('kubectl') };

    const { found, reasons } = await source(pages).provide(['kubectl']);

    expect(found).toEqual({});
    expect(reasons).toEqual([expect.stringContaining(`published is ${sha256('kubectl')}`)]);
    expect(await readdir(dirname(cache))).toEqual(['v1']);
    expect(await readdir(cache)).toEqual([]);
  });

  it('repeats the status of a refused download', async () => {
    const refuse = () => Promise.resolve(new Response('', { status: 403 }));
    const options = {
      cache,
      platform: 'linux',
      arch: 'arm64',
      run,
      fetch: refuse,
      onProgress: () => undefined,
    } as const;

    const { reasons } = await releaseSource(options).provide(['kubectl']);

    expect(reasons).toEqual([
      'https://dl.k8s.io/release/v1.36.3/bin/linux/arm64/kubectl cannot be downloaded: HTTP 403',
    ]);
  });

  it.each([
    ['darwin', 'arm64'],
    ['linux', 's390x'],
  ] as const)('says that there are none for %s/%s', async (platform, arch) => {
    const { reasons } = await source({}, platform, arch).provide(binaryNames);

    expect(reasons).toEqual([`there are no official builds of kube-apiserver for ${platform}/${arch}`]);
  });
});

describe('checksumFor', () => {
  const sum = sha256('x');

  it('takes a bare sum, or the line of the file', () => {
    expect(checksumFor('https://host/a/kubectl', `${sum}\n`)).toBe(sum);
    expect(checksumFor('https://host/b.tgz', `${sha256('y')}  a.tgz\n${sum}  b.tgz\n`)).toBe(sum);
  });

  it.each(['', '<html>not found</html>', `${sum}  c.tgz`])('refuses %j', (published) => {
    expect(() => checksumFor('https://host/b.tgz', published)).toThrow('no checksum is published for b.tgz');
  });
});
