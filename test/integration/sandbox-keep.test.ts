import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '../support/cluster.ts';
import { exported, inShell, startSandbox } from '../support/sandbox.ts';
import type { Started } from '../support/sandbox.ts';

const example = fileURLToPath(new URL('../../examples/quickstart', import.meta.url));

let folder: string;
let running: Started[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-keep-'));
  running = [];
});

afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
});

async function start(): Promise<Started> {
  const sandbox = await startSandbox('--keep', folder, '--clusters', 'demo', '--speed', '20');
  running.push(sandbox);
  return sandbox;
}

/** What kubectl and ECS tell that must not change while nobody changes anything. */
async function stateOf(sandbox: Started): Promise<unknown> {
  const fields = '{.metadata.uid} {.metadata.resourceVersion} {.status.observedGeneration}';
  const read = `kubectl get ecstd,ecssvc,ecsscale -o jsonpath='{range .items[*]}{.kind} ${fields}{"\\n"}{end}'`;
  const { out: objects } = await inShell(sandbox.out, read);
  const described = await ask(sandbox, 'act', {
    service: 'ecs',
    operation: 'DescribeServices',
    input: { cluster: 'demo', services: ['default_web'] },
  });
  return { objects, described };
}

async function ask(sandbox: Started, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${exported(sandbox.out, 'AWS_ENDPOINT_URL')}/_sim/${path}`, init);
  return (await answer.json()) as Record<string, unknown>;
}

/** How often the operator has called each operation, in all starts together. */
async function calls(sandbox: Started): Promise<Record<string, number>> {
  const { calls: counts } = (await ask(sandbox, 'calls')) as { calls: Record<string, { calls: number }> };
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count.calls]));
}

function writesOf(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => !/\.(Describe|List|Get)/.test(name)));
}

/** Two resync periods, in which the operator looks at everything. */
async function untilLookedAgain(sandbox: Started): Promise<void> {
  const reads = async (): Promise<number> => (await calls(sandbox))['ecs.DescribeServices'] ?? 0;
  const before = await reads();
  await waitFor('the operator to look again, twice', reads, (now) => now >= before + 2, 60_000);
}

async function applied(sandbox: Started): Promise<void> {
  const { code } = await inShell(
    sandbox.out,
    `kubectl apply -f ${example} >&2 && kubectl wait --for=condition=Ready --timeout=60s ecstd,ecssvc,ecsscale --all >&2`,
  );
  expect(code).toBe(0);
}

describe('ecs-operator sandbox --keep', () => {
  it('finds objects and ECS as they were, and the operator has nothing to do', async () => {
    const first = await start();
    await applied(first);
    await untilLookedAgain(first);
    const [before, counts] = [await stateOf(first), await calls(first)];
    expect(before).toMatchObject({ described: { services: [{ status: 'ACTIVE' }] } });
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);

    const second = await start();
    await untilLookedAgain(second);

    expect(await stateOf(second)).toEqual(before);
    expect(writesOf(await calls(second))).toEqual(writesOf(counts));
  }, 180_000);

  it('loses no more than two seconds when it is killed', async () => {
    const first = await start();
    await applied(first);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const before = await stateOf(first);
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await start();
    await untilLookedAgain(second);

    expect(await stateOf(second)).toEqual(before);
  }, 180_000);
});
