import { describe, expect, it } from '@jest/globals';
import type { RunCommand } from './command.ts';
import { reportedVersion, versionMismatch } from './version-check.ts';

function answering(output: string, code = 0): RunCommand {
  return () => Promise.resolve({ code, output });
}

describe('reportedVersion', () => {
  it.each([
    ['Kubernetes v1.36.3\n', 'v1.36.3'],
    ['Client Version: v1.36.3\nKustomize Version: v5.8.1\n', 'v1.36.3'],
    ['etcd Version: 3.6.14\nGit SHA: abc\nGo Version: go1.26.8\n', 'v3.6.14'],
    ['Kubernetes v1.37.0-alpha.1\n', 'v1.37.0-alpha.1'],
    ['usage: something else', undefined],
  ])('reads %j', (output, version) => {
    expect(reportedVersion(output)).toBe(version);
  });
});

describe('versionMismatch', () => {
  it('has nothing to say about the pinned version', async () => {
    expect(await versionMismatch('kubectl', '/a/kubectl', answering('Client Version: v1.36.3'))).toBeUndefined();
    expect(await versionMismatch('etcd', '/a/etcd', answering('etcd Version: 3.6.14'))).toBeUndefined();
  });

  it('names both versions when they differ', async () => {
    const reason = await versionMismatch('kube-apiserver', '/a/kube-apiserver', answering('Kubernetes v1.31.0'));

    expect(reason).toBe('/a/kube-apiserver is v1.31.0, needed is v1.36.3');
  });

  it('does not take a pre-release or a longer number for the pinned version', async () => {
    for (const version of ['v1.36.3-rc.1', 'v1.36.30', 'v11.36.3']) {
      expect(await versionMismatch('kubectl', '/k', answering(`Client Version: ${version}`))).toContain(version);
    }
  });

  it('repeats what a program said that does not run', async () => {
    const reason = await versionMismatch('etcd', '/a/etcd', answering('exec format error', 126));

    expect(reason).toBe('/a/etcd does not run here: exec format error');
  });

  it('says so when a program tells no version', async () => {
    expect(await versionMismatch('etcd', '/a/etcd', answering('hello'))).toContain('of an unknown version');
  });
});
