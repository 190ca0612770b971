import { describe } from '@jest/globals';
import type { EcsService } from '../../src/api/resources.ts';
import { crashMatrix } from '../support/crash-matrix.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import { key, spec as twoTasks, taskDefinition } from '../support/service-stack.ts';

const spec = { ...twoTasks, desiredCount: 1 };

function read(bed: OperatorBed): EcsService | undefined {
  return bed.services.read(key);
}

function conditionIs(bed: OperatorBed, type: 'Ready' | 'Stalled'): boolean {
  const object = read(bed);
  const condition = object?.status?.conditions?.find((each) => each.type === type);
  return condition?.status === 'True' && condition.observedGeneration === object?.metadata.generation;
}

function wants(bed: OperatorBed, revision: number): boolean {
  return read(bed)?.status?.taskDefinition?.wanted?.endsWith(`:${revision}`) === true;
}

async function create(bed: OperatorBed): Promise<void> {
  bed.simulator.act('ecs', 'CreateCluster', { clusterName: 'demo' });
  bed.taskDefinitions.create({ ...key, spec: taskDefinition('app:1') });
  bed.services.create({ ...key, spec });
  await bed.until(() => conditionIs(bed, 'Ready'));
}

async function running(bed: OperatorBed): Promise<void> {
  await create(bed);
  // ECS takes a deployment as one to roll back to only some time after its success.
  await bed.pass(120_000);
}

describe('EcsService, cut at every effect', () => {
  crashMatrix({ name: 'create', run: create });

  crashMatrix({
    name: 'roll out',
    given: running,
    run: async (bed) => {
      bed.taskDefinitions.replaceSpec(key, taskDefinition('app:2'));
      bed.services.replaceSpec(key, { ...spec, propagateTags: 'SERVICE' });
      await bed.until(() => wants(bed, 2) && conditionIs(bed, 'Ready'));
    },
  });

  crashMatrix({
    name: 'roll back',
    given: running,
    run: async (bed) => {
      bed.taskDefinitions.replaceSpec(key, taskDefinition('app:crash'));
      await bed.until(() => wants(bed, 2) && conditionIs(bed, 'Stalled'));
    },
  });

  crashMatrix({
    name: 'scale',
    given: running,
    run: async (bed) => {
      bed.services.replaceSpec(key, { ...spec, desiredCount: 3 });
      await bed.until(() => conditionIs(bed, 'Ready') && read(bed)?.status?.runningCount === 3);
    },
  });

  crashMatrix({
    name: 'restart',
    given: running,
    run: async (bed) => {
      bed.services.annotate(key, { 'ecs-operator.dev/restarted-at': 'now' });
      await bed.until(() => read(bed)?.status?.history?.length === 1 && conditionIs(bed, 'Ready'));
    },
  });

  crashMatrix({
    name: 'delete',
    given: running,
    run: async (bed) => {
      bed.services.delete(key);
      await bed.until(() => read(bed) === undefined);
    },
  });
});
