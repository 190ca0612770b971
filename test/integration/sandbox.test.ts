import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';
import { exported, inShell, startSandbox } from '../support/sandbox.ts';

describe('ecs-operator sandbox --no-operator', () => {
  it('prints lines after which kubectl and AWS clients work, and leaves nothing behind', async () => {
    const sandbox = await startSandbox('--no-operator', '--speed', '20');
    const kubeconfig = exported(sandbox.out, 'KUBECONFIG');
    const endpoint = exported(sandbox.out, 'AWS_ENDPOINT_URL');
    // AWS CLI 1 and boto3 know no other.
    expect(exported(sandbox.out, 'AWS_DEFAULT_REGION')).toBe(exported(sandbox.out, 'AWS_REGION'));

    const kinds = await inShell(sandbox.out, 'kubectl api-resources --categories=ecs -o name');
    const clock = (await (await fetch(`${endpoint}/_sim/clock`)).json()) as { speed: number };
    sandbox.child.kill('SIGINT');

    expect(kinds.code).toBe(0);
    expect(kinds.out.trim().split('\n').sort()).toEqual([
      'ecsscalings.ecs-operator.dev',
      'ecsservices.ecs-operator.dev',
      'ecstaskdefinitions.ecs-operator.dev',
    ]);
    expect(clock.speed).toBe(20);
    expect(sandbox.out).toContain('--domain-speed=20');
    expect(sandbox.out).toContain('20 times faster than real time');
    expect(await sandbox.ended).toBe(0);
    expect(existsSync(kubeconfig)).toBe(false);
    await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
  }, 90_000);

  it('leaves nothing behind when it is killed', async () => {
    const sandbox = await startSandbox('--no-operator');
    const kubeconfig = exported(sandbox.out, 'KUBECONFIG');

    sandbox.child.kill('SIGKILL');

    await waitFor(
      'its files to be gone',
      () => existsSync(kubeconfig),
      (there) => !there,
      30_000,
    );
  }, 90_000);
});
