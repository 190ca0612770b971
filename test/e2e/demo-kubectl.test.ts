import { describe, expect, it } from '@jest/globals';
import { Interrupted } from '../../src/cli/demo/demo-failure.ts';
import { runKubectl } from '../../src/cli/demo/kubectl.ts';
import { testVariable } from '../support/test-variables.ts';

function options(stopping = new AbortController()) {
  return { path: testVariable('kubectl'), kubeconfig: testVariable('kubeconfig'), signal: stopping.signal };
}

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: demo-kubectl }\n';

describe('kubectl, as the demo runs it', () => {
  it('reads what is piped into it, and its output comes back', async () => {
    const said = await runKubectl(options(), ['apply', '--dry-run=server', '-f', '-'], configMap);
    expect(said).toBe('configmap/demo-kubectl created (server dry run)\n');
  });

  it('runs in the checkout, so that paths are those that are shown', async () => {
    const said = await runKubectl(options(), ['apply', '--dry-run=server', '-f', 'examples/quickstart']);
    expect(said).toContain('ecsservice.ecs-operator.dev/web created (server dry run)');
  });

  it('fails with the command and its words', async () => {
    await expect(runKubectl(options(), ['get', 'ecssvc', 'absent'])).rejects.toThrow(
      'kubectl get ecssvc absent failed (exit code 1): Error from server (NotFound)',
    );
  });

  it('fails when there is no such program', async () => {
    await expect(runKubectl({ ...options(), path: '/nonexistent/kubectl' }, ['version'])).rejects.toThrow('ENOENT');
  });

  it('ends with the reason of the signal', async () => {
    const stopping = new AbortController();
    const running = runKubectl(options(stopping), ['get', 'configmaps', '--watch']);
    setTimeout(() => stopping.abort(new Interrupted('SIGINT')), 300);
    await expect(running).rejects.toThrow('interrupted by SIGINT');
  });
});
