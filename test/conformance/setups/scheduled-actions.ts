import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import type { CaseSetups } from '../setup.ts';
import { putSchedule, refusalOf, scaling, target, tryScaling } from './scaling-scenes.ts';

const zero = { MinCapacity: 0, MaxCapacity: 0 };
const farAway = 'at(2099-01-01T00:00:00)';

export const setups: CaseSetups = {
  'aas-putschedule-no-action': {
    prepare: (bed) => target(bed),
    check: async ([answer], bed) => {
      const without = await tryScaling(bed, 'PutScheduledAction', { ScheduledActionName: 's' });
      assert.ok(answer);
      assert.deepEqual(refusalOf(without), refusalOf(answer));
    },
  },
  'aas-describeschedules-defaults': {
    prepare: async (bed) => {
      await target(bed);
      assert.deepEqual(await putSchedule(bed, 's', farAway, zero), {});
    },
  },
  'aas-putschedule-empty-action': {
    prepare: async (bed) => {
      await target(bed);
      await putSchedule(bed, 's', farAway, zero);
    },
  },
  'aas-putschedule-cron-five': { prepare: (bed) => target(bed) },
  'aas-putschedule-at-bad-date': { prepare: (bed) => target(bed) },
  'aas-putschedule-bad-timezone': { prepare: (bed) => target(bed) },
  'aas-putschedule-end-before-start': { prepare: (bed) => target(bed) },
  'aas-putschedule-negative-min': { prepare: (bed) => target(bed) },
  'aas-putschedule-accepted-oddities': {
    prepare: (bed) => target(bed),
    check: async (_answers, bed) => {
      const { ScheduledActions: actions } = await scaling(bed, 'DescribeScheduledActions');
      const schedules = (actions as Json[]).map((each) => String(each['Schedule']));
      assert.deepEqual(schedules.sort(), ['at(2020-01-01T00:00:00)', 'rate(1 days)']);
    },
  },
  'aas-deleteschedule-missing': { prepare: (bed) => target(bed) },
};
