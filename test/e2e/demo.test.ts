import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A demo without a terminal, as its users start it, and what it has printed so far. */
interface Demo {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  out: string;
  err: string;
}

let running: Demo | undefined;

function start(command: string, args: readonly string[]): Demo {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const demo: Demo = { child, out: '', err: '', ended: new Promise((end) => child.on('close', end)) };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (demo.out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (demo.err += chunk));
  running = demo;
  return demo;
}

function startDirectly(...flags: string[]): Demo {
  return start(process.execPath, [`${root}src/main.ts`, 'demo', ...flags]);
}

afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
});

async function untilTold(demo: Demo, text: string): Promise<void> {
  await waitFor(`"${text}" in the story`, () => demo.out.includes(text), Boolean, 60_000).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${demo.out}${demo.err}`, { cause: error });
  });
}

function exported({ out }: Demo, name: string): string {
  return new RegExp(`${name}=(\\S+)`).exec(out)?.[1] ?? '';
}

/** Nothing of it is left on this machine. */
async function expectNothingLeft(demo: Demo): Promise<void> {
  await waitFor(
    'its files to be gone',
    () => existsSync(exported(demo, 'KUBECONFIG')),
    (there) => !there,
  );
  await expect(fetch(exported(demo, 'AWS_ENDPOINT_URL'))).rejects.toThrow('fetch failed');
}

/** The lines of the story in the order in which they must come; others may stand between them. */
const story = [
  'Act 1: from kubectl apply to a running service',
  'you         $ kubectl apply -f examples/quickstart',
  'ecs         task definition default_web:1 registered',
  'ecs         service default_web created, 2 tasks wanted',
  'ecs         2 tasks of default_web:1 RUNNING',
  'kubernetes  EcsService web: Ready, Deployed: The service runs default_web:1.',
  'Act 2: a new image rolls out',
  "you         $ sed 's/web:1.0/web:2.0/' examples/quickstart/task-definition.yaml | kubectl apply -f -",
  'kubernetes  EcsService web: rollout of default_web:2: InProgress',
  'ecs         2 tasks of default_web:2 RUNNING',
  'kubernetes  EcsService web: Ready, Deployed: The service runs default_web:2.',
  'Act 3: an image that crashes, and what you see then',
  'ecs         2 tasks of default_web:3 STOPPED: Essential container in task exited (app: exit code 1)',
  'deployment failed: tasks failed to start.',
  'kubernetes  EcsService web: Stalled, RolledBack: ECS rolled back the deployment of default_web:3.',
  'ecs         service default_web runs 2 tasks of default_web:2, as before',
  'you         $ kubectl get ecssvc,ecstd,ecsscale',
  'ecsservice.ecs-operator.dev/web   False   RolledBack   2         2         default_web:2',
  'you         $ kubectl describe ecssvc web',
  'Warning  RolledBack',
  'Act 4: everything is deleted',
  'you         $ kubectl delete -f examples/quickstart',
  'ecs         service default_web is INACTIVE',
  'kubernetes  EcsService web: gone',
  'kubernetes  no object of ours is left',
  'ecs         no service, task, ACTIVE task definition or scaling is left, and ECS lets the cluster be deleted',
  'Summary',
  'in all',
  // Whether the scalable target is deregistered or goes with the service is a matter of milliseconds.
  '1 CreateService, 1 DeleteService, 3 DeregisterTaskDefinition, 3 RegisterTaskDefinition, 2 UpdateService.',
];

function missingIn(out: string): string | undefined {
  let from = 0;
  return story.find((line) => {
    const at = out.indexOf(line, from);
    from = at + line.length;
    return at === -1;
  });
}

describe('npm run demo', () => {
  it('tells the whole story in plain lines and leaves nothing behind', async () => {
    const demo = start('npm', ['run', '--silent', 'demo']);

    const code = await demo.ended;

    expect({ code, err: demo.err }).toEqual({ code: 0, err: '' });
    expect(missingIn(demo.out)).toBeUndefined();
    expect(demo.out).toContain('EcsTaskDefinition web: Ready, Registered: Revision default_web:1 is registered.');
    expect(demo.out.includes('\u001B') || demo.out.includes('\r')).toBe(false);
    await expectNothingLeft(demo);
  }, 180_000);
});

describe('ecs-operator demo', () => {
  it('fails loudly, with the reason, when a step does not happen', async () => {
    const demo = startDirectly();
    await untilTold(demo, 'EcsService web: Ready, Deployed: The service runs default_web:1.');

    const fault = { service: 'ecs', operation: 'UpdateService', kind: 'access-denied' };
    await fetch(`${exported(demo, 'AWS_ENDPOINT_URL')}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) });

    expect(await demo.ended).toBe(1);
    expect(demo.err).toMatch(/^error: the demo failed: EcsService has .*Stalled=True AccessDenied: UpdateService: /);
    expect(demo.out).not.toContain('Summary');
    await expectNothingLeft(demo);
  }, 180_000);

  it('ends in order with Ctrl-C', async () => {
    const demo = startDirectly();
    await untilTold(demo, 'Act 1');

    demo.child.kill('SIGINT');

    expect(await demo.ended).toBe(130);
    expect(demo.err).toBe('interrupted by SIGINT\n');
    await expectNothingLeft(demo);
  }, 120_000);

  it('ends without a word when nobody reads any more, as with `| head`', async () => {
    const demo = startDirectly();
    await untilTold(demo, 'Act 1');

    demo.child.stdout?.destroy();

    expect(await demo.ended).toBe(141);
    expect(demo.err).toBe('');
    await expectNothingLeft(demo);
  }, 120_000);

  it('says what it allows', async () => {
    const demo = startDirectly('--speed=0');

    expect(await demo.ended).toBe(2);
    expect(demo.err).toBe('error: --speed cannot be "0"; allowed: a number from 1 to 100\n');
  }, 30_000);
});
