import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KubeconfigError } from '../errors.ts';
import { kubeconfigOrigin, loadKubeconfig } from './kubeconfig.ts';

let folder: string;
const file = (name: string): string => join(folder, name);

interface Parts {
  server?: string;
  cluster?: string;
  user?: string;
  current?: string;
}

function kubeconfig({
  server = 'https://127.0.0.1:6443',
  cluster = '',
  user = 'token: t',
  current = 'main',
}: Parts): string {
  return `apiVersion: v1
kind: Config
${current === '' ? '' : `current-context: ${current}`}
clusters: [{ name: c, cluster: { server: '${server}' ${cluster} } }]
users: [{ name: u, user: { ${user} } }]
contexts:
  - { name: main, context: { cluster: c, user: u } }
  - { name: no-cluster, context: { cluster: lost, user: u } }
  - { name: no-user, context: { cluster: c, user: lost } }
`;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  writeFileSync(file('good'), kubeconfig({}));
});

afterAll(() => rmSync(folder, { recursive: true }));

const serverOf = (source: Parameters<typeof loadKubeconfig>[0]): string | undefined =>
  loadKubeconfig(source).getCurrentCluster()?.server;

describe('loadKubeconfig', () => {
  it('takes the given file before KUBECONFIG', () => {
    expect(serverOf({ path: file('good'), env: { KUBECONFIG: '/nowhere' } })).toBe('https://127.0.0.1:6443');
  });

  it('takes the files of KUBECONFIG, the first of which names the context', () => {
    const clusters = `apiVersion: v1
clusters: [{ name: far, cluster: { server: 'https://far' } }]
users: [{ name: far, user: { token: x } }]
contexts: [{ name: far, context: { cluster: far, user: far } }]
current-context: far
`;
    writeFileSync(file('far'), clusters);
    const env = { KUBECONFIG: [file('good'), file('far')].join(delimiter) };
    expect(serverOf({ env })).toBe('https://127.0.0.1:6443');
    expect(serverOf({ env, context: 'far' })).toBe('https://far');
  });

  it.each<[string, () => Parameters<typeof loadKubeconfig>[0], RegExp]>([
    [
      'a file that is not there',
      () => ({ path: '/nowhere/config', env: {} }),
      /^kubeconfig \/nowhere\/config does not exist$/,
    ],
    ['nothing at all', () => ({ env: {} }), /^no kubeconfig: set --kubeconfig or KUBECONFIG/],
    ['a home without one', () => ({ env: { HOME: folder } }), /^no kubeconfig/],
    ['an unknown context', () => ({ path: file('good'), context: 'x', env: {} }), /has no context 'x'/],
    [
      'a context without its cluster',
      () => ({ path: file('good'), context: 'no-cluster', env: {} }),
      /no cluster 'lost'/,
    ],
    ['a context without its user', () => ({ path: file('good'), context: 'no-user', env: {} }), /no user 'lost'/],
  ])('refuses %s', (_what, source, message) => {
    expect(() => loadKubeconfig(source())).toThrow(KubeconfigError);
    expect(() => loadKubeconfig(source())).toThrow(message);
  });

  it.each<[string, string, RegExp]>([
    ['broken YAML', 'clusters: [', /cannot be read/],
    ['an empty file', '', /cannot be read/],
    ['a text', 'hello', /current-context|cannot be read/],
    ['no current-context', kubeconfig({ current: '' }), /has no current-context/],
    ['an address that is none', kubeconfig({ server: 'nonsense' }), /'nonsense' is no http or https address/],
    ['plain http', kubeconfig({ server: 'http://a:80' }), /only with insecure-skip-tls-verify/],
    [
      'a broken CA',
      kubeconfig({ cluster: ", certificate-authority-data: 'bm9uc2Vuc2U='" }),
      /certificates cannot be used/,
    ],
    [
      'a lost CA file',
      kubeconfig({ cluster: ', certificate-authority: /nowhere/ca' }),
      /certificates cannot be used.*ENOENT/,
    ],
    [
      'a broken client certificate',
      kubeconfig({ user: 'client-certificate-data: eA==' }),
      /certificates cannot be used/,
    ],
  ])('refuses %s, in one line', (_what, text, message) => {
    writeFileSync(file('bad'), text);
    const load = (): unknown => loadKubeconfig({ path: file('bad'), env: {} });
    expect(load).toThrow(KubeconfigError);
    expect(load).toThrow(message);
    expect(load).not.toThrow('\n');
  });
});

describe('kubeconfigOrigin', () => {
  it('says where the files are named, or that there are none', () => {
    const both = [file('good'), '/other'].join(delimiter);
    expect(kubeconfigOrigin({ env: { KUBECONFIG: both } })).toEqual({ value: both, from: 'KUBECONFIG' });
    const home = join(folder, 'home');
    mkdirSync(join(home, '.kube'), { recursive: true });
    expect(kubeconfigOrigin({ env: { HOME: home } })).toEqual({ from: 'service account of the Pod' });
    writeFileSync(join(home, '.kube', 'config'), '');
    expect(kubeconfigOrigin({ env: { HOME: home } })).toEqual({
      value: join(home, '.kube', 'config'),
      from: '~/.kube/config',
    });
  });
});
