import { OperatorBed } from '../support/operator-bed.ts';
import { createStacks, isReady, stackKey } from '../support/stack-bed.ts';
import { stacks } from '../support/stacks.ts';
import { percentile, ratio, rounded } from './numbers.ts';
import type { BenchOptions, Section } from './section.ts';
import type { Table } from './table.ts';

const POLL_MS = 5_000;
const STEP_MS = 100;

/** From a service deployment's end to Ready; in memory, exact to a tenth of a domain second. */
export const readyLatency: Section = {
  what: 'rollout done until Ready, against the poll period',
  needsControlPlane: false,
  measure,
};

async function measure({ stacks: count }: BenchOptions): Promise<Table[]> {
  const first = await delays(count, 0.5);
  const unpaced = await delays(count, 10_000);
  const row = (name: string, values: readonly number[]) => [
    name,
    values.length,
    rounded(percentile(values, 0.5)),
    rounded(percentile(values, 0.99)),
    ratio(percentile(values, 0.99), POLL_MS / 1_000),
  ];
  return [
    {
      title: 'Service deployment SUCCESSFUL until Ready, domain seconds',
      columns: ['', 'rollouts', 'p50', 'p99', 'p99 : poll period'],
      rows: [
        row(`${count} stacks at half of AWS's limits`, first),
        row(`${count} stacks rolling out at the same moment, no limits`, unpaced),
      ],
      notes: [`poll period: ${POLL_MS / 1_000} s; a rollout that ends at a random moment waits half of it on average.`],
    },
  ];
}

/** Domain seconds for each stack. */
async function delays(count: number, share: number): Promise<number[]> {
  const bed = new OperatorBed({ share, settings: { rolloutPollMs: POLL_MS } });
  const waiting = new Map(stacks(count).map((stack) => [`shop_${stack.name}`, stackKey(stack)]));
  createStacks(bed, stacks(count));
  bed.start();
  const found: number[] = [];
  while (waiting.size > 0) {
    await bed.pass(STEP_MS);
    for (const { serviceName, finishedAt } of finishedDeployments(bed)) {
      const key = waiting.get(serviceName);
      if (key === undefined || !isReady(bed.services.mustRead(key))) continue;
      found.push((bed.clock.now() - finishedAt) / 1_000);
      waiting.delete(serviceName);
    }
  }
  bed.dispose();
  return found;
}

function finishedDeployments(bed: OperatorBed): { serviceName: string; finishedAt: number }[] {
  const deployments = [...bed.simulator.world.services.serviceDeployments.values()];
  return deployments.flatMap(({ serviceArn, status, finishedAt }) =>
    status !== 'SUCCESSFUL' || finishedAt === undefined
      ? []
      : [{ serviceName: serviceArn.slice(serviceArn.lastIndexOf('/') + 1), finishedAt }],
  );
}
