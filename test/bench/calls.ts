import { OperatorBed } from '../support/operator-bed.ts';
import { allReady, callsOf, createStacks, stackKey } from '../support/stack-bed.ts';
import { stacks } from '../support/stacks.ts';
import type { Stack } from '../support/stacks.ts';
import { ratio } from './numbers.ts';
import type { BenchOptions, Section } from './section.ts';
import type { Table } from './table.ts';

const SHARE = 0.5;
const RESYNC_MS = 60_000;
const PASSES = 20;

type Counts = Readonly<Record<string, number>>;

/** AWS calls and Kubernetes writes; in memory, at half of AWS's documented limits, which hold. */
export const calls: Section = {
  what: 'AWS calls by operation: bring-up, steady pass, re-apply',
  needsControlPlane: false,
  measure,
};

async function measure({ stacks: count }: BenchOptions): Promise<Table[]> {
  const bed = new OperatorBed({ share: SHARE, throttling: true });
  const all = stacks(count);
  const start = bed.clock.now();
  createStacks(bed, all);
  bed.start();
  await bed.until(() => allReady(bed), count * 10_000 + 600_000);
  const seconds = (bed.clock.now() - start) / 1_000;
  const [bringUp, bringUpWrites] = [callsOf(bed), bed.kube.writes.operator];
  await bed.pass(2 * RESYNC_MS);
  const steady = await during(bed, () => bed.pass(PASSES * RESYNC_MS));
  const again = await during(bed, () => reapply(bed, all));
  bed.dispose();
  const title = `AWS calls per ${count} stacks (task definition + service + scaling with a policy and an action)`;
  const writes = { 'Kubernetes writes': bringUpWrites };
  const tables = [callTable(title, { ...bringUp, ...writes }, steady, again, count), timeTable(count, seconds)];
  return tables;
}

/** The same manifests once more: as the API server has it, that is no change at all. */
async function reapply(bed: OperatorBed, all: readonly Stack[]): Promise<void> {
  for (const stack of all) {
    bed.taskDefinitions.replaceSpec(stackKey(stack), stack.taskDefinition);
    bed.services.replaceSpec(stackKey(stack), stack.service);
    bed.scalings.replaceSpec(stackKey(stack), stack.scaling);
  }
  await bed.pass(0);
}

async function during(bed: OperatorBed, act: () => Promise<void>): Promise<Counts> {
  bed.simulator.calls.reset();
  const before = bed.kube.writes.operator;
  await act();
  return { ...callsOf(bed), 'Kubernetes writes': bed.kube.writes.operator - before };
}

function callTable(title: string, bringUp: Counts, steady: Counts, again: Counts, count: number): Table {
  const perPass = (operation: string): number => (steady[operation] ?? 0) / PASSES;
  const operations = [...new Set([...Object.keys(bringUp), ...Object.keys(steady)])].toSorted();
  const limits = limitsFor(count);
  const rows = operations.map((operation) => {
    const { once = 0, pass = 0 } = limits[operation] ?? {};
    const up = bringUp[operation] ?? 0;
    const each = perPass(operation);
    return [operation, up, once, each.toFixed(1), pass, ratio(each, pass), again[operation] ?? 0];
  });
  return {
    title,
    columns: ['operation', 'bring-up', 'limit', 'steady pass', 'limit', 'ratio', 're-apply'],
    rows,
    notes: [
      `steady pass: ${PASSES} resync periods of 60 s on average; a resync comes after 54 to 66 s.`,
      'limit of a bring-up: the writes that AWS needs. Limit of a pass: 10 services, 50 targets, 10 policies, 50 actions a call.',
      'DescribeTaskDefinition: each revision is looked at once in ten minutes.',
    ],
  };
}

function limitsFor(count: number): Readonly<Record<string, { once?: number; pass?: number }>> {
  return {
    RegisterTaskDefinition: { once: count },
    CreateService: { once: count },
    RegisterScalableTarget: { once: count },
    PutScalingPolicy: { once: count },
    PutScheduledAction: { once: count },
    DescribeServices: { pass: Math.ceil(count / 10) },
    DescribeScalableTargets: { pass: Math.ceil(count / 50) },
    DescribeScalingPolicies: { pass: Math.ceil(count / 10) },
    DescribeScheduledActions: { pass: Math.ceil(count / 50) },
  };
}

function timeTable(count: number, seconds: number): Table {
  // RegisterTaskDefinition: a burst of 20, then one a second; the last service then rolls out for 38 s at the least.
  const limit = Math.max(0, count - 20 * SHARE) / SHARE + 38;
  return {
    title: `Bring-up of ${count} stacks at half of AWS's limits`,
    columns: ['', 'domain seconds', 'limit', 'ratio'],
    rows: [['until all are Ready', seconds, limit, ratio(seconds, limit)]],
    notes: ['limit: the last registration that AWS allows at that share, and one rollout.'],
  };
}
