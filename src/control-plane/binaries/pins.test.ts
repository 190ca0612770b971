import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { binaryNames, etcdVersion, kubernetesVersion, pinnedVersion } from './pins.ts';

function requirements(module: string): string {
  return readFileSync(new URL(`../build/${module}/go.mod`, import.meta.url), 'utf8');
}

describe('the pins', () => {
  it('are those of the Go modules', () => {
    expect(requirements('kubernetes')).toContain(`k8s.io/kubernetes ${kubernetesVersion}\n`);
    expect(requirements('etcd')).toContain(`go.etcd.io/etcd/server/v3 ${etcdVersion} // indirect\n`);
  });

  it('give every program but etcd the version of Kubernetes', () => {
    const versions = binaryNames.map((name) => pinnedVersion(name));

    expect(versions).toEqual([etcdVersion, kubernetesVersion, kubernetesVersion, kubernetesVersion]);
  });
});
