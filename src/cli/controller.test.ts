import { describe, expect, it } from '@jest/globals';
import { controllerCommand, type RunOperator } from './controller.ts';
import type { ControllerSettings } from './controller-options.ts';
import { runProgram } from './program.ts';

async function run(args: string[], operator: RunOperator, env: Record<string, string> = {}) {
  const written = { out: '', err: '' };
  const code = await runProgram(['controller', ...args], [controllerCommand(operator)], '0', {
    env,
    out: (chunk) => (written.out += chunk),
    err: (chunk) => (written.err += chunk),
  });
  const lines = written.out
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  return { code, err: written.err, log: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('ecs-operator controller', () => {
  it('logs the effective configuration once and runs the operator with it', async () => {
    let seen: ControllerSettings | undefined;
    const operator: RunOperator = (settings, _log, _signal, onFound) => {
      seen = settings;
      onFound({ kubeconfig: { value: '/home/me/.kube/config', from: '~/.kube/config' } });
      return Promise.resolve();
    };

    const { code, log } = await run(['--namespaces=web', '--resync-period=2m'], operator, {
      ECS_OPERATOR_REGION: 'eu-west-1',
    });

    expect(code).toBe(0);
    expect(seen).toMatchObject({ namespaces: ['web'], resyncPeriod: 120_000, region: 'eu-west-1', workers: 10 });
    expect(log.filter((line) => line['msg'] === 'Effective configuration')).toEqual([
      expect.objectContaining({
        settings: expect.objectContaining({
          resyncPeriod: { value: '2m', from: 'flag' },
          region: { value: 'eu-west-1', from: 'environment' },
          workers: { value: '10', from: 'default' },
          kubeconfig: { value: '/home/me/.kube/config', from: '~/.kube/config' },
          context: { from: 'unset' },
        }),
      }),
    ]);
  });

  it('stops the operator when it is asked to', async () => {
    const operator: RunOperator = (_settings, _log, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve());
        process.emit('SIGTERM', 'SIGTERM');
      });

    const { code, log } = await run([], operator);

    expect(code).toBe(0);
    expect(log.at(-1)).toMatchObject({ msg: 'Asked to stop', signal: 'SIGTERM' });
  });

  it('shows why the operator could not start in one line', async () => {
    const operator: RunOperator = () => Promise.reject(new Error('no kubeconfig'));

    expect(await run([], operator)).toEqual({ code: 1, err: 'error: no kubeconfig\n', log: [] });
  });

  it('helps within the width of a plain terminal', async () => {
    const written = { out: '' };
    const terminal = { env: {}, out: (chunk: string) => (written.out += chunk), err: () => undefined };
    await runProgram(['controller', '--help'], [controllerCommand(() => Promise.resolve())], '0', terminal);

    expect(written.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(written.out.replaceAll(/\s+/g, ' ')).toContain('default: with a Lease;');
  });

  it('does not start with bad settings', async () => {
    const { code, err, log } = await run(['--workers=0'], () => Promise.reject(new Error('started')));

    expect([code, log]).toEqual([2, []]);
    expect(err).toBe('error: --workers cannot be "0"; allowed: a whole number from 1 to 100\n');
  });
});
