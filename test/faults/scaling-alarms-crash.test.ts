import { describe } from '@jest/globals';
import type { EcsScalingSpec } from '../../src/api/generated/ecs-scaling.ts';
import { crashMatrix } from '../support/crash-matrix.ts';
import type { OperatorBed } from '../support/operator-bed.ts';
import {
  act,
  createService,
  identity,
  isReady,
  key,
  queue,
  queueAlarm,
  read,
  resourceId,
  watch,
} from '../support/scaling-world.ts';

const spec: EcsScalingSpec = { resourceId, minCapacity: 1, maxCapacity: 6, policies: [queue] };

async function replaced(bed: OperatorBed, next: EcsScalingSpec): Promise<void> {
  bed.scalings.replaceSpec(key, next);
  await bed.until(() => isReady(bed));
}

function policyArn(bed: OperatorBed): string | undefined {
  return read(bed).status?.policies?.find(({ name }) => name === 'queue')?.policyArn;
}

describe('crash matrix of alarms', () => {
  const start = async (bed: OperatorBed): Promise<void> => {
    createService(bed);
    bed.scalings.create({ ...key, spec });
    await bed.until(() => isReady(bed));
  };

  crashMatrix({ name: 'create with an alarm', run: start });

  crashMatrix({
    name: 'another policy, another alarm',
    given: start,
    run: (bed) => replaced(bed, { ...spec, policies: [{ ...queue, name: 'queue-2' }] }),
  });

  crashMatrix({
    name: 'the target is replaced, and with it what the alarm calls',
    given: start,
    run: async (bed) => {
      const before = policyArn(bed);
      act(bed, 'DeregisterScalableTarget', identity);
      await bed.until(() => ![undefined, before].includes(policyArn(bed)) && isReady(bed));
    },
  });

  crashMatrix({
    name: 'an alarm is taken over',
    given: async (bed) => {
      createService(bed);
      const { alarm } = queue;
      const theirs = { MetricName: alarm.metricName, Namespace: alarm.namespace, Statistic: 'Sum', Period: 60 };
      const judged = { EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: alarm.comparisonOperator };
      watch(bed, 'PutMetricAlarm', { AlarmName: queueAlarm, ...theirs, ...judged });
    },
    run: async (bed) => {
      bed.scalings.create({ ...key, spec: { ...spec, adoptionPolicy: 'IfExists' } });
      await bed.until(() => isReady(bed));
    },
  });

  crashMatrix({
    name: 'delete with an alarm',
    given: start,
    run: async (bed) => {
      bed.scalings.delete(key);
      await bed.until(() => bed.scalings.read(key) === undefined);
    },
  });
});
