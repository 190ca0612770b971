import assert from 'node:assert/strict';
import type { Json } from '../../../src/simulator/operation.ts';
import { at, type CaseSetups } from '../setup.ts';
import type { TestBed } from '../test-bed.ts';
import {
  activities,
  customAt,
  desiredCount,
  inSeconds,
  putSchedule,
  putStep,
  putTracking,
  resourceId,
  scaling,
  target,
  tryScaling,
} from './scaling-scenes.ts';

function change(by: number): Json {
  return {
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: by }],
  };
}

function trigger(bed: TestBed, policyName: string): Promise<Json> {
  return bed.admin('POST', '/_sim/autoscaling/trigger-policy', { resourceId, policyName });
}

function putMetric(bed: TestBed, value: number): Promise<Json> {
  return bed.admin('POST', '/_sim/autoscaling/put-metric', { namespace: 'my', name: 'Load', value });
}

async function notScaled(bed: TestBed): Promise<void> {
  await target(bed);
  await putStep(bed, 'out', change(1));
  await putStep(bed, 'in', change(-1));
  await putStep(bed, 'exact');
  for (const policy of ['out', 'in', 'out', 'exact']) {
    await trigger(bed, policy);
    bed.advance(10);
  }
}

function bounds(bed: TestBed, min: number, max: number): Promise<Json> {
  return scaling(bed, 'RegisterScalableTarget', { MinCapacity: min, MaxCapacity: max });
}

/** Status of the newest activity, with what it says. */
async function newest(bed: TestBed): Promise<Json> {
  return (await activities(bed))[0] ?? {};
}

async function stateOf(bed: TestBed, side: string): Promise<unknown> {
  const { alarms } = await bed.admin('POST', '/_sim/autoscaling/alarms', {});
  return (alarms as Json[]).find((each) => String(each['alarmName']).includes(`Alarm${side}`))?.['state'];
}

export const setups: CaseSetups = {
  'aas-activities-not-scaled': { prepare: notScaled },
  'aas-activities-not-scaled-hidden': { prepare: notScaled },
  'aas-activities-max-lowered': {
    run: async (bed) => {
      await target(bed, 0, 2, 2);
      await bounds(bed, 0, 0);
      const seen = [await newest(bed)];
      bed.advance(2);
      seen.push(await newest(bed));
      bed.advance(120);
      seen.push(await newest(bed));
      const set = 'Successfully set desired count to 0.';
      assert.deepEqual(
        seen.map((each) => [each['StatusCode'], each['StatusMessage'], 'EndTime' in each]),
        [
          ['Pending', undefined, false],
          ['InProgress', `${set} Waiting for change to be fulfilled by ecs.`, false],
          ['Successful', `${set} Change successfully fulfilled by ecs.`, true],
        ],
      );
      assert.equal(new Set(seen.map((each) => each['ActivityId'])).size, 1);
      // The scheduler and the tasks take their time: the end waits for the running count, not for the desired one.
      assert.ok(Number(seen[2]?.['EndTime']) - Number(seen[2]?.['StartTime']) >= 10);
    },
  },
  'aas-activities-overridden': {
    run: async (bed) => {
      await target(bed, 0, 4);
      await bounds(bed, 1, 4);
      bed.advance(2);
      assert.equal((await newest(bed))['StatusCode'], 'InProgress');
      await bed.call('UpdateService', { cluster: 'demo', service: 'web', desiredCount: 2 });
      bed.advance(2);
      const [activity, ...more] = await activities(bed);
      assert.equal(activity?.['StatusCode'], 'Overridden');
      assert.equal(
        activity?.['StatusMessage'],
        'Successfully set desired count to 1. Found it was later changed to 2.',
      );
      assert.ok('EndTime' in (activity ?? {}));
      assert.deepEqual(more, []);
    },
  },
  'aas-activities-schedule': {
    run: async (bed, recorded) => {
      await target(bed);
      await putSchedule(bed, 'nightly', inSeconds(bed, 60), { MinCapacity: 2, MaxCapacity: 4 });
      bed.advance(60);
      const [count, set] = await activities(bed);
      const expected = at(recorded.output, 'ScalingActivities', 0) as Json;
      for (const member of ['Description', 'Cause', 'StatusCode', 'StatusMessage', 'ScalableDimension']) {
        assert.equal(set?.[member], expected[member]);
      }
      assert.deepEqual(Object.keys(set ?? {}).sort(), Object.keys(expected).sort());
      assert.deepEqual(
        [count?.['Description'], count?.['Cause'], count?.['StatusCode']],
        ['Setting desired count to 2.', 'minimum capacity was set to 2', 'Pending'],
      );
      assert.equal(await desiredCount(bed), 2);
    },
  },
  'aas-activities-schedule-conflict': {
    run: async (bed, recorded) => {
      await target(bed);
      const when = inSeconds(bed, 60);
      for (let i = 0; i < 52; i++) await putSchedule(bed, `page-${i}`, when, { MinCapacity: 0, MaxCapacity: 4 });
      bed.advance(180);
      const all: Json[] = [];
      for (let token: unknown; ;) {
        const page = await scaling(bed, 'DescribeScalingActivities', token === undefined ? {} : { NextToken: token });
        all.push(...(page['ScalingActivities'] as Json[]));
        token = page['NextToken'];
        if (token === undefined) break;
      }
      const failed = all.filter((each) => each['StatusCode'] === 'Failed');
      assert.equal(failed[0]?.['StatusMessage'], at(recorded.output, 'ScalingActivities', 0, 'StatusMessage'));
      const done = new Set(all.filter((each) => each['StatusCode'] === 'Successful').map((each) => each['Cause']));
      assert.equal(done.size, 52);
    },
  },
  'aas-activities-pages': {
    run: async (bed) => {
      await target(bed);
      for (let i = 0; i < 57; i++) {
        await (i % 2 === 0 ? bounds(bed, 1, 1) : bounds(bed, 0, 0));
        bed.advance(1);
      }
      const page = async (more: Json): Promise<[number, unknown]> => {
        const answer = await scaling(bed, 'DescribeScalingActivities', more);
        return [(answer['ScalingActivities'] as unknown[]).length, answer['NextToken']];
      };
      const [first, token] = await page({});
      assert.equal(first, 50);
      assert.deepEqual(await page({ NextToken: token }), [7, undefined]);
      assert.deepEqual(await page({ MaxResults: 3 }), [3, undefined]);
      assert.deepEqual(await page({ MaxResults: 50 }), [50, undefined]);
      for (const MaxResults of [51, 100]) {
        const [count, next] = await page({ MaxResults });
        assert.deepEqual([count, typeof next], [50, 'string']);
      }
      assert.deepEqual(await page({ MaxResults: 0 }), [0, undefined]);
      assert.deepEqual(await page({ MaxResults: -1 }), [0, undefined]);
      const refused = async (more: Json): Promise<unknown> =>
        (await tryScaling(bed, 'DescribeScalingActivities', more)).body['__type'];
      const wrong = 'InvalidNextTokenException';
      assert.equal(await refused({ NextToken: token, ResourceId: 'service/demo/other' }), wrong);
      assert.equal(await refused({ NextToken: '' }), wrong);
      await scaling(bed, 'DeregisterScalableTarget');
      assert.deepEqual(await page({ NextToken: token, ScalableDimension: null }), [7, undefined]);
    },
  },
  'aas-activities-dimension-alone': {
    check: async (_answers, bed) =>
      assert.deepEqual(await scaling(bed, 'DescribeScalingActivities', { ResourceId: 'service/none/none' }), {
        ScalingActivities: [],
      }),
  },
  'aas-activities-drill': {
    run: async (bed) => {
      await target(bed, 0, 2);
      await putStep(bed, 'step', { ...change(0), AdjustmentType: 'ExactCapacity', StepAdjustments: [stepTo(2)] });
      await putTracking(bed, 'track', customAt(50, 'Load'));
      await putSchedule(bed, 'bounds', inSeconds(bed, 60), { MinCapacity: 1, MaxCapacity: 2 });
      bed.advance(120 + 60);
      await trigger(bed, 'step');
      bed.advance(10);
      await trigger(bed, 'step');
      bed.advance(120);
      await bed.call('UpdateService', { cluster: 'demo', service: 'web', desiredCount: 1 });
      bed.advance(60);
      await putMetric(bed, 100);
      bed.advance(8 * 60);
      const seen = (await activities(bed, true)).map((each) => [
        String(each['Cause']).replace(/alarm .* in/, 'alarm in'),
        each['StatusCode'],
        at(each, 'NotScaledReasons', 0) ?? each['Description'],
      ]);
      const tracking = 'monitor alarm in state ALARM triggered policy track';
      const step = 'monitor alarm in state ALARM triggered policy step';
      assert.deepEqual(seen.slice(-6), [
        [tracking, 'Failed', { Code: 'AlreadyAtMaxCapacity', MaxCapacity: 2 }],
        [tracking, 'Successful', 'Setting desired count to 2.'],
        [step, 'Successful', { Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 2 }],
        [step, 'Successful', 'Setting desired count to 2.'],
        ['minimum capacity was set to 1', 'Successful', 'Setting desired count to 1.'],
        ['scheduled action name bounds was triggered', 'Successful', 'Setting min capacity to 1 and max capacity to 2'],
      ]);
    },
  },
  'aas-drill-high-alarm-timeline': {
    run: async (bed) => {
      await target(bed, 1, 2);
      await putTracking(bed, 'track', customAt(50, 'Load'));
      const start = Date.parse('2026-09-17T01:44:37Z');
      const until = (time: string): void => bed.advance((Date.parse(`2026-09-17T${time}Z`) - bed.clock.now()) / 1000);
      bed.advance((start - bed.clock.now()) / 1000);
      await putMetric(bed, 100);
      until('01:47:58');
      assert.equal(await stateOf(bed, 'High'), 'INSUFFICIENT_DATA');
      until('01:47:59.500');
      assert.equal(await stateOf(bed, 'High'), 'ALARM');
      assert.equal(await desiredCount(bed), 2);
      until('01:48:48');
      await putMetric(bed, 1);
      until('01:50:00');
      assert.deepEqual(at((await activities(bed, true))[0], 'NotScaledReasons', 0, 'Code'), 'AlreadyAtMaxCapacity');
      assert.equal(await stateOf(bed, 'High'), 'ALARM');
      until('01:50:59.500');
      assert.equal(await stateOf(bed, 'High'), 'OK');
    },
  },
};

function stepTo(count: number): Json {
  return { MetricIntervalLowerBound: 0, ScalingAdjustment: count };
}
