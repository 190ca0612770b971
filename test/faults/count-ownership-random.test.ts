import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import type { EcsServiceSpec } from '../../src/api/generated/ecs-service.ts';
import { act, cpu, putCpu } from '../support/scaling-world.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import { key, read, startedBed, taskDefinition } from '../support/service-stack.ts';

/**
 * Autoscalers, users, `/scale`, schedules, rollouts, restarts and a writer of the kind of Terraform act in random order:
 * the operator sends a count only where it is the spec's own, and then the spec's.
 */

const resourceId = 'service/demo/shop_web';
const identity = { ResourceId: resourceId, ScalableDimension: 'ecs:service:DesiredCount' };

function scaling(n: number, named: Partial<EcsScalingSpec>): EcsScalingSpec {
  return {
    ...named,
    minCapacity: n % 3,
    maxCapacity: (n % 3) + 4,
    policies: [cpu],
    scheduledActions: [{ name: 'often', schedule: 'rate(2 minutes)', scalableTargetAction: { minCapacity: n % 5 } }],
  };
}

const happenings = {
  'the user sets a count': (bed: OperatorBed, n: number) => edit(bed, { desiredCount: n }),
  'somebody writes to /scale': (bed: OperatorBed, n: number) =>
    bed.services.changeSpec(key, (held) => ({ ...held, desiredCount: n })),
  'the user leaves the count out': (bed: OperatorBed) => edit(bed, { desiredCount: undefined }),
  'another field changes': (bed: OperatorBed, n: number) =>
    edit(bed, { propagateTags: n % 2 === 0 ? 'SERVICE' : 'TASK_DEFINITION' }),
  'a rollout begins': (bed: OperatorBed, n: number) =>
    bed.taskDefinitions.replaceSpec(key, taskDefinition(n % 4 === 0 ? 'app:crash' : `app:${n}`)),
  'an EcsScaling comes': (bed: OperatorBed, n: number) => put(bed, scaling(n, { serviceRef: { name: 'web' } })),
  'an EcsScaling that spells the service out comes': (bed: OperatorBed, n: number) =>
    put(bed, scaling(n, { resourceId })),
  'the EcsScaling is suspended': (bed: OperatorBed) => {
    if (hasScaling(bed)) bed.scalings.changeSpec(key, (held) => ({ ...held, suspend: true }));
  },
  'the EcsScaling goes': (bed: OperatorBed) => {
    if (bed.scalings.read(key) !== undefined) bed.scalings.delete(key);
  },
  'Terraform registers a target': (bed: OperatorBed, n: number) =>
    attempt(() => act(bed, 'RegisterScalableTarget', { ...identity, MinCapacity: n, MaxCapacity: n + 3 })),
  'Terraform removes the target': (bed: OperatorBed) => attempt(() => act(bed, 'DeregisterScalableTarget', identity)),
  'Terraform writes a count': (bed: OperatorBed, n: number) =>
    attempt(() => bed.simulator.act('ecs', 'UpdateService', { cluster: 'demo', service: 'shop_web', desiredCount: n })),
  'the load rises': (bed: OperatorBed) => putCpu(bed, 100, resourceId),
  'the load falls': (bed: OperatorBed) => putCpu(bed, 1, resourceId),
  'the process is killed': (bed: OperatorBed) => {
    bed.kill();
    bed.start();
  },
  'calls fail': (bed: OperatorBed) => bed.simulator.faults.add({ kind: 'server-error', count: 2 }),
  'time passes': () => undefined,
} as const;

type Happening = keyof typeof happenings;

const step = fc.record({
  what: fc.constantFrom(...(Object.keys(happenings) as Happening[])),
  n: fc.nat(6),
  waitMs: fc.constantFrom(0, 1_000, 20_000, 70_000, 200_000),
});

it('whoever acts in whatever order, the operator never moves the count against its owner', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const bed = await startedBed();
      const judge = new Judge(bed);
      try {
        for (const { what, n, waitMs } of steps) {
          happenings[what](bed, n);
          await bed.pass(waitMs);
          judge.look();
        }
        await bed.pass(300_000);
        expect(judge.wrongs).toEqual([]);
      } finally {
        bed.dispose();
      }
    }),
    { numRuns: Number(process.env['COUNT_OWNERSHIP_RUNS'] ?? 60), endOnFailure: false },
  );
}, 300_000);

/** Looks at every call of the operator's that carries a count, in the moment in which it is made. */
class Judge {
  readonly wrongs: string[] = [];
  readonly #bed: OperatorBed;
  /** The spec's count when an autoscaler was last seen to own it; until it changes, whoever else set it has it. */
  #released: number | 'absent' | undefined;

  constructor(bed: OperatorBed) {
    this.#bed = bed;
    const call = bed.simulator.exchange.bind(bed.simulator);
    bed.simulator.exchange = (service, operation, input) => {
      if (operation === 'UpdateService' && typeof input['desiredCount'] === 'number')
        this.#judge(input['desiredCount']);
      return call(service, operation, input);
    };
  }

  /** What the operator itself has seen binds it: an autoscaler that came and went between two looks does not. */
  look(): void {
    const wanted = this.#wanted();
    const { status, metadata } = read(this.#bed);
    const hasSeen = status?.observedGeneration === metadata.generation;
    if (hasSeen && status?.desiredCountOwner === 'ApplicationAutoScaling') this.#released = wanted;
    else if (this.#released !== wanted) this.#released = undefined;
  }

  #judge(count: number): void {
    const targets = act(this.#bed, 'DescribeScalableTargets').ScalableTargets as unknown[];
    const wanted = this.#wanted();
    if (targets.length > 0) this.wrongs.push(`sent ${count} although there is a scalable target`);
    if (hasScaling(this.#bed)) this.wrongs.push(`sent ${count} although an EcsScaling names the service`);
    if (count !== wanted) this.wrongs.push(`sent ${count} although the spec says ${wanted}`);
    if (count === this.#released) this.wrongs.push(`sent ${count}, which the spec has said since the autoscaler left`);
  }

  #wanted(): number | 'absent' {
    return read(this.#bed).spec.desiredCount ?? 'absent';
  }
}

type Change = { [K in keyof EcsServiceSpec]?: EcsServiceSpec[K] | undefined };

function edit(bed: OperatorBed, change: Change): void {
  const next = { ...read(bed).spec, ...change };
  bed.services.replaceSpec(key, JSON.parse(JSON.stringify(next)) as EcsServiceSpec);
}

function hasScaling(bed: OperatorBed): boolean {
  const held = bed.scalings.read(key);
  return held !== undefined && held.metadata.deletionTimestamp === undefined;
}

/** An EcsScaling's reference is immutable, so it gives way to another kind of reference only once it is gone. */
function put(bed: OperatorBed, next: EcsScalingSpec): void {
  const held = bed.scalings.read(key);
  if (held === undefined) bed.scalings.create({ ...key, spec: next });
  else if (held.metadata.deletionTimestamp === undefined && held.spec.resourceId === next.resourceId) {
    bed.scalings.replaceSpec(key, next);
  }
}

/** What AWS refuses another actor does not matter. */
function attempt(what: () => unknown): void {
  try {
    what();
  } catch {
    // There was nothing to act on.
  }
}
